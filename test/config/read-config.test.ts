import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../src/config.js";

describe("an empty environment", () => {
  const config = readConfig({});

  it("runs every service itself, on loopback and on the usual ports", () => {
    expect(config.gateway).toMatchObject({ host: "127.0.0.1", port: 8000 });
    expect(config.embedded).toEqual({
      temporal: true,
      objectStore: { port: 7070 },
      jobStore: { port: 8001 },
      speech: { port: 8002 },
    });
    expect(config.temporal).toMatchObject({ address: undefined, port: 7233, uiPort: 8233, tls: false });
  });

  it("keeps its data in the home folder, outside the repository", () => {
    expect(config.home).toBe(join(homedir(), ".diarist"));
  });

  it("writes notes without a language model", () => {
    expect(config.language).toBeUndefined();
  });
});

describe("Temporal's Web UI", () => {
  it.each([
    ["is the embedded one's", {}, "http://127.0.0.1:8233"],
    ["is where it is said to be", { TEMPORAL_UI_URL: "https://ui.example.org/" }, "https://ui.example.org"],
    ["is not guessed for another server", { TEMPORAL_ADDRESS: "temporal:7233" }, undefined],
    [
      "is told to nobody on another machine, where it would be of no use",
      { DIARIST_HOST: "0.0.0.0", DIARIST_AUTH: "keys" },
      undefined,
    ],
  ])("%s", (_, env, uiUrl) => {
    expect(readConfig(env).temporal.uiUrl).toBe(uiUrl);
  });
});

describe("a bad value", () => {
  it.each([
    ["PORT", "80000"],
    ["PORT", "http"],
    ["LOG_LEVEL", "loud"],
    ["TEMPORAL_TLS", "perhaps"],
    ["DIARIST_S3_ENDPOINT", "not a url"],
    ["DIARIST_SPEECH_BASE_URL", "not a url"],
    ["DIARIST_TRANSCRIPTION_SLOTS", "0"],
    ["DIARIST_TRANSCRIPTION_SLOTS", "1.5"],
    ["DIARIST_MAX_UPLOAD_BYTES", "-1"],
    ["DIARIST_ALLOW_PRIVATE_TARGETS", "10.0.0.0/8,localhost"],
    ["DIARIST_ALLOW_PRIVATE_TARGETS", "10.0.0.0/40"],
    ["DIARIST_CHUNK_SECONDS", "0"],
  ])("of %s is refused by name: %s", (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`  ${name}: `);
  });

  it("does not hide another one", () => {
    const read = () => readConfig({ PORT: "0", DIARIST_CHUNK_SECONDS: "-5" });
    expect(read).toThrow(/ PORT: [^]* DIARIST_CHUNK_SECONDS: /);
  });

  it("that is empty counts as unset", () => {
    expect(readConfig({ PORT: "", DIARIST_S3_ENDPOINT: "" })).toEqual(readConfig({}));
  });
});

describe("a part that the configuration replaces", () => {
  it.each([
    ["TEMPORAL_ADDRESS", "temporal.example:7233", { temporal: false }],
    ["DIARIST_S3_ENDPOINT", "http://store.example:9000", { objectStore: undefined }],
    ["DIARIST_S3_ENDPOINT", "aws", { objectStore: undefined }],
    ["DIARIST_DYNAMODB_ENDPOINT", "http://jobs.example:8000", { jobStore: undefined }],
    ["DIARIST_DYNAMODB_ENDPOINT", "aws", { jobStore: undefined }],
    ["DIARIST_SPEECH_BASE_URL", "https://speech.example/v1", { speech: undefined }],
  ])("by %s=%s is not run", (name, value, without) => {
    expect(readConfig({ [name]: value }).embedded).toEqual({ ...readConfig({}).embedded, ...without });
  });

  it("is found where it is said to be, and `aws` means Amazon's own address", () => {
    const url = "http://store.example:9000";
    expect(readConfig({ DIARIST_S3_ENDPOINT: url }).objectStore.endpoint).toBe(url);
    expect(readConfig({ DIARIST_S3_ENDPOINT: "aws" }).objectStore.endpoint).toBeUndefined();
  });
});

describe("Temporal", () => {
  it("is spoken to under TLS as soon as there is a key for it, unless told otherwise", () => {
    expect(readConfig({ TEMPORAL_API_KEY: "key" }).temporal.tls).toBe(true);
    expect(readConfig({ TEMPORAL_API_KEY: "key", TEMPORAL_TLS: "false" }).temporal.tls).toBe(false);
  });
});

describe("the language service", () => {
  it.each([{ DIARIST_LANGUAGE_API_KEY: "key" }, { DIARIST_LANGUAGE_BASE_URL: "http://127.0.0.1:11434/v1" }])(
    "needs a model: %o",
    (environment) => {
      expect(() => readConfig(environment)).toThrow("DIARIST_LANGUAGE_MODEL");
    },
  );

  it("needs a key or an address beside the model", () => {
    expect(() => readConfig({ DIARIST_LANGUAGE_MODEL: "some-model" })).toThrow("DIARIST_LANGUAGE_API_KEY");
  });

  it("is used with a model and a key", () => {
    const environment = { DIARIST_LANGUAGE_MODEL: "some-model", DIARIST_LANGUAGE_API_KEY: "key" };
    expect(readConfig(environment).language).toEqual({
      baseUrl: undefined,
      apiKey: "key",
      model: "some-model",
    });
  });
});

describe("the networks that may be reached on a caller's behalf", () => {
  it.each([
    ["", []],
    ["all", "all"],
    ["10.1.0.0/16, fd00:1::/32,192.168.7.7", ["10.1.0.0/16", "fd00:1::/32", "192.168.7.7"]],
  ])("written as %j are %j", (DIARIST_ALLOW_PRIVATE_TARGETS, allowed) => {
    expect(readConfig({ DIARIST_ALLOW_PRIVATE_TARGETS }).allowPrivateTargets).toEqual(allowed);
  });
});
