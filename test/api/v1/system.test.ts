import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Readiness } from "../../../src/api/readiness.js";
import { DynamoJobStore } from "../../../src/storage/dynamo-job-store.js";
import { ApiClient } from "../../support/api-client.js";
import { freePort } from "../../../src/stack/free-ports.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";

let stores: TestStores;
let local: TestGateway;
let guarded: TestGateway;
let awayPort: number;

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  local = await startGateway({ stores });
  awayPort = await freePort();
  const away = new DynamoJobStore({
    ...stores.jobStore.options,
    endpoint: `http://127.0.0.1:${awayPort}`,
  });
  guarded = await startGateway({
    stores,
    maxUploadBytes: 1000,
    access: { open: false, limits: { concurrentJobs: 3 } },
    dependencies: [
      { name: "object-store", check: () => stores.objectStore.objects.check(), remedy: "Start it." },
      { name: "job-store", check: () => away.check(), remedy: "Start the job store." },
    ],
    installation: {
      languageModel: { name: "some-model", onThisMachine: false },
      temporalUi: { url: "https://temporal.example.org", namespace: "diaries" },
    },
  });
});
afterAll(async () => {
  await local.stop();
  await guarded.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

describe("GET /v1/system", () => {
  test("says what a Diarist on one's own machine is made of", async () => {
    expect(await new ApiClient(local).get("/v1/system")).toMatchObject({
      status: 200,
      body: {
        version: "0.0.0-test",
        access: "local",
        speech: { model: "base", onThisMachine: true },
        notes: { writer: "extractive", onThisMachine: true },
        limits: { maxUploadBytes: 64 * 1024 ** 2, maxAudioSeconds: 86_400 },
        temporal: {},
        dependencies: [],
      },
    });
  });

  test("tells a tenant its own limits, and of what does not work what to do, but not where it is", async () => {
    const { keys } = guarded.context.access;
    const { text: key } = await keys.create({ tenantId: "team", name: "page", scopes: ["jobs:read"] });
    const headers = { authorization: `Bearer ${key}` };
    const { body, text } = await new ApiClient(guarded).get("/v1/system", headers);
    expect(body).toMatchObject({
      access: "keys",
      notes: { writer: "language-model", model: "some-model", onThisMachine: false },
      temporal: { uiUrl: "https://temporal.example.org", namespace: "diaries" },
      dependencies: [
        { name: "object-store", ready: true },
        {
          name: "job-store",
          ready: false,
          reason: "it does not answer as it should (ECONNREFUSED)",
          remedy: "Start the job store.",
        },
      ],
    });
    expect(body["limits"]).toEqual({ maxUploadBytes: 1000, maxAudioSeconds: 86_400, concurrentJobs: 3 });
    for (const answer of [text, (await new ApiClient(guarded).get("/readyz")).text])
      expect(answer).not.toMatch(new RegExp(`127\\.0\\.0\\.1|${awayPort}|table`));
  });

  test("is not for everyone", async () => {
    expect((await new ApiClient(guarded).get("/v1/system")).status).toBe(401);
  });
});

test("the log is told the whole reason, once, and when it is over", async () => {
  let failure: Error | undefined = new Error("the table diarist at 10.0.0.1 is not there");
  const told: unknown[] = [];
  const check = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
  };
  // Each report of its own, as if a second had passed.
  const readiness = new Readiness([{ name: "store", check }], (name, error) => told.push([name, error]), 0);
  for (const error of [failure, failure, undefined, undefined]) {
    failure = error;
    await readiness.report();
  }
  expect(told).toEqual([
    ["store", expect.objectContaining({ message: "the table diarist at 10.0.0.1 is not there" })],
    ["store", undefined],
  ]);
});
