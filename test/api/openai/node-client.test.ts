import { AuthenticationError, toFile } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { NodeClient, recording, refusal } from "./node-client.js";
import { StandIn, transcriptOf } from "./stand-in.js";

const TRANSCRIPT = transcriptOf(["The dentist was late.", "So was I."]);

let gateway: TestGateway;
let client: NodeClient;
let standIn: StandIn;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  standIn = new StandIn(gateway);
  standIn.transcribeAll(TRANSCRIPT);
  client = new NodeClient(gateway);
});

describe("the official Node client gets", () => {
  test("json, by default", async () => {
    expect(await client.create()).toEqual({
      text: "The dentist was late. So was I.",
      usage: { type: "duration", seconds: 21 },
    });
  });

  test("text", async () => {
    const { data, response } = await client.openai.audio.transcriptions
      .create({ file: await recording(), model: "whisper-1", response_format: "text" })
      .withResponse();
    expect(data).toBe("The dentist was late. So was I.\n");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  test("srt and vtt", async () => {
    expect(await client.createText({ response_format: "srt" })).toMatch(
      /^1\n00:00:00,000 --> 00:00:\d\d,\d\d\d\nThe dentist was late\.\n\n2\n00:00:10,000/,
    );
    expect(await client.createText({ response_format: "vtt" })).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  });

  test("verbose_json with segments, which have all of OpenAI's fields", async () => {
    const answer = await client.create({ response_format: "verbose_json" });
    expect(answer).toMatchObject({
      task: "transcribe",
      language: "english",
      duration: 20.5,
      text: "The dentist was late. So was I.",
      usage: { type: "duration", seconds: 21 },
    });
    expect(answer).not.toHaveProperty("words");
    expect(answer.segments).toHaveLength(2);
    expect(Object.keys(answer.segments?.[1] ?? {}).sort()).toEqual([
      "avg_logprob",
      "compression_ratio",
      "end",
      "id",
      "no_speech_prob",
      "seek",
      "start",
      "temperature",
      "text",
      "tokens",
    ]);
    expect(answer.segments?.[1]).toMatchObject({ id: 1, start: 10, end: 11.4, avg_logprob: -0.25 });
  });

  test("verbose_json with words alone, and with both", async () => {
    const words = await client.create({ response_format: "verbose_json", timestamp_granularities: ["word"] });
    expect(words).not.toHaveProperty("segments");
    expect(words.words).toHaveLength(7);
    expect(words.words?.[4]).toEqual({ word: "So", start: 10, end: 10.4 });
    const both = await client.create({
      response_format: "verbose_json",
      timestamp_granularities: ["word", "segment"],
    });
    expect([both.words?.length, both.segments?.length]).toEqual([7, 2]);
  });

  test.each([
    ["de", "german"],
    ["bn", "bengali"],
    ["und", "unknown"],
  ])("the language %s by its name, %s", async (language, name) => {
    standIn.transcribeAll(transcriptOf(["Hm."], { language }));
    expect(await client.create({ response_format: "verbose_json" })).toMatchObject({ language: name });
  });

  test("what is missing, beside the rest", async () => {
    const missing = [{ start: 5, end: 9, reason: "speech_rejected" }];
    standIn.transcribeAll(
      transcriptOf(["Hello."], { coverage: { transcribedSeconds: 0.4, silentSeconds: 6.1, missing } }),
    );
    expect(await client.create({ response_format: "verbose_json" })).toMatchObject({ coverage: { missing } });
  });

  test("the models that it may name, each by itself too", async () => {
    const ids: string[] = [];
    for await (const { id } of client.openai.models.list()) ids.push(id);
    expect(ids).toEqual([
      "base",
      "whisper-1",
      "gpt-transcribe",
      "gpt-4o-transcribe",
      "gpt-4o-mini-transcribe",
    ]);
    for (const id of ids)
      expect(await client.openai.models.retrieve(id)).toMatchObject({ id, object: "model" });
    expect(await refusal(client.openai.models.retrieve("tts-1"))).toMatchObject({
      status: 404,
      code: "model_not_found",
      param: "model",
    });
  });
});

describe("the job behind it", () => {
  test("has the request's options", async () => {
    await client.create({
      model: "gpt-4o-transcribe",
      language: "de",
      prompt: "Liebes Tagebuch,",
      keywords: ["Käthe", "Zürich"],
      temperature: 0,
      chunking_strategy: "auto",
    });
    expect(gateway.starter.started.at(-1)).toMatchObject({
      fileName: "Monday.wav",
      options: { language: "de", prompt: "Liebes Tagebuch,", vocabulary: ["Käthe", "Zürich"] },
    });
  });

  test("is named in the answer", async () => {
    const { response } = await client.openai.audio.transcriptions
      .create({ file: await recording(), model: "whisper-1" })
      .withResponse();
    expect(response.headers.get("diarist-job-id")).toBe(gateway.starter.started.at(-1)?.jobId);
  });
});

describe("the official Node client is refused", () => {
  test.each([
    [{ model: "tts-1" }, 404, "model", "model_not_found"],
    [{ model: "gpt-4o-transcribe-diarize" }, 404, "model", "model_not_found"],
    [{ model: "" }, 400, "model", "missing_required_parameter"],
    [{ response_format: "diarized_json" }, 400, "response_format", "unsupported_value"],
    [{ response_format: "srt", stream: true }, 400, "response_format", "unsupported_value"],
    [{ temperature: 0.7 }, 400, "temperature", "unsupported_value"],
    [{ include: ["logprobs"] }, 400, "include", "unsupported_parameter"],
    [{ known_speaker_names: ["Ann"] }, 400, "known_speaker_names", "unsupported_parameter"],
    [{ languages: ["en", "de"] }, 400, "languages", "unsupported_parameter"],
    [{ chunking_strategy: { type: "server_vad" } }, 400, "chunking_strategy", "unsupported_value"],
    [{ timestamp_granularities: ["word"] }, 400, "timestamp_granularities", "unsupported_value"],
    [
      { response_format: "verbose_json", timestamp_granularities: ["letter"] },
      400,
      "timestamp_granularities",
      "unsupported_value",
    ],
    [{ language: "english" }, 400, "language", "unsupported_value"],
    [{ stream: "perhaps" }, 400, "stream", "unsupported_value"],
    [{ colour: "blue" }, 400, "colour", "unknown_parameter"],
    [{ prompt: "x".repeat(2001) }, 400, "prompt", "invalid_value"],
  ])("%j, by name", async (options, status, param, code) => {
    const begun = standIn.begun;
    const { keys } = await gateway.stored();
    expect(await refusal(client.create(options))).toMatchObject({
      status,
      param,
      code,
      type: "invalid_request_error",
    });
    expect(standIn.begun).toBe(begun);
    expect((await gateway.stored()).keys).toEqual(keys);
  });

  test("a file that is no recording, or is empty, or missing", async () => {
    const bad = async (content: string) =>
      refusal(client.create({ file: await toFile(Buffer.from(content), "memo.mp3") }));
    expect(await bad("Dear diary")).toMatchObject({ status: 400, param: "file", code: "not_audio" });
    expect(await bad("")).toMatchObject({ status: 400, param: "file", code: "file_empty" });
    const form = new FormData();
    form.append("model", "whisper-1");
    const response = await fetch(`${gateway.url}/v1/audio/transcriptions`, { method: "POST", body: form });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "file", code: "file_missing" } });
  });

  test("a translation", async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- scripts go on calling it
    const translation = client.openai.audio.translations.create({
      file: await recording(),
      model: "whisper-1",
    });
    expect(await refusal(translation)).toMatchObject({ status: 400, code: "unsupported_endpoint" });
  });

  test("what failed, once: the service has tried long enough itself", async () => {
    client = new NodeClient(gateway, { maxRetries: 2 });
    const { starter } = gateway;
    starter.start = async (job: Job) => {
      starter.started.push(job);
      await standIn.fail(job, { code: "speech_rejected", message: "The engine at http://10.0.0.1 said no" });
    };
    const begun = standIn.begun;
    const error = await refusal(client.create());
    expect(error).toMatchObject({ status: 502, code: "speech_rejected", type: "server_error" });
    expect(error.message).not.toContain("10.0.0.1");
    expect(standIn.begun).toBe(begun + 1);
  });

  test("a recording that cannot be decoded, in words for people", async () => {
    const { starter } = gateway;
    starter.start = async (job: Job) => {
      starter.started.push(job);
      await standIn.fail(job, { code: "audio_unreadable", message: "There is no audio stream in it." });
    };
    expect(await refusal(client.create())).toMatchObject({
      status: 400,
      param: "file",
      code: "audio_unreadable",
      message: "400 There is no audio stream in it.",
    });
  });

  test("the times of words where the engine has none", async () => {
    standIn.transcribeAll(transcriptOf(["Hello."], { engine: { model: "base", timing: "segment" } }));
    const words = client.create({ response_format: "verbose_json", timestamp_granularities: ["word"] });
    expect(await refusal(words)).toMatchObject({ status: 400, param: "timestamp_granularities" });
  });
});

describe("a gateway that asks for keys", () => {
  test("answers a client without a good one as OpenAI does", async () => {
    const closed = await startGateway({ access: { open: false } });
    try {
      const error = await refusal(new NodeClient(closed, { apiKey: "sk-of-openai" }).create());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ status: 401, code: "invalid_api_key", type: "invalid_request_error" });
      expect(await closed.stored()).toMatchObject({ keys: [], unfinishedUploads: 0 });
    } finally {
      await closed.stop();
    }
  });
});

describe("other methods and shapes", () => {
  test("are refused in OpenAI's shape too", async () => {
    const get = await fetch(`${gateway.url}/v1/audio/transcriptions`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await get.json()).toMatchObject({ error: { code: "method_not_allowed" } });
    const json = await fetch(`${gateway.url}/v1/audio/transcriptions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "whisper-1" }),
    });
    expect(json.status).toBe(400);
    expect(await json.json()).toMatchObject({ error: { code: "not_multipart" } });
    const query = `${gateway.url}/v1/audio/transcriptions?language=de`;
    expect(await (await fetch(query, { method: "POST", body: new FormData() })).json()).toMatchObject({
      error: { param: "language", code: "unknown_parameter" },
    });
  });
});
