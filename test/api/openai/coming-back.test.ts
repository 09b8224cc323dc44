import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Job } from "../../../src/domain/job.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
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

describe("a client that comes back", () => {
  const busy = (): void => {
    gateway.starter.start = async (job: Job) => void gateway.starter.started.push(job);
  };
  const newest = (): Job => {
    const job = gateway.starter.started.at(-1);
    if (job === undefined) throw new Error("No job was begun");
    return job;
  };
  const untilBegun = (count: number) => vi.waitFor(() => expect(standIn.begun).toBe(count), 10_000);

  test("with the same idempotency key after its connection was lost gets the same job's answer", async () => {
    busy();
    const begun = standIn.begun;
    const file = await recording();
    const headers = { "Idempotency-Key": "stainless-node-retry-0001" };
    const leaving = new AbortController();
    const first = client
      .create({ file }, { headers, signal: leaving.signal })
      .catch((error: unknown) => error);
    await untilBegun(begun + 1);
    leaving.abort();
    expect(await first).toBeInstanceOf(Error);

    const second = client.create({ file }, { headers });
    const third = client.create({ file }, { headers });
    await standIn.transcribe(newest(), TRANSCRIPT);
    expect((await second).text).toBe(TRANSCRIPT.text);
    expect((await third).text).toBe(TRANSCRIPT.text);
    // And long after.
    expect((await client.create({ file }, { headers })).text).toBe(TRANSCRIPT.text);
    expect(standIn.begun).toBe(begun + 1);
  });

  test("with the same key and another recording or option is refused", async () => {
    const headers = { "Idempotency-Key": "another-key" };
    const file = await recording();
    await client.create({ file }, { headers });
    for (const other of [{ file: await recording() }, { file, language: "de" }])
      expect(await refusal(client.create(other, { headers }))).toMatchObject({
        status: 422,
        code: "idempotency_key_reused",
      });
  });

  test("while its first request is still being received waits for that", async () => {
    const begun = standIn.begun;
    const content = makeWav(4 * 1024 ** 2);
    const headers = { "Idempotency-Key": "at-the-same-time" };
    const answers = await Promise.all(
      [1, 2, 3].map(async () => client.create({ file: await recording(content) }, { headers })),
    );
    for (const { text } of answers) expect(text).toBe(TRANSCRIPT.text);
    expect(standIn.begun).toBe(begun + 1);
  });

  test("by itself after it lost patience, without a key, pays for no second job", async () => {
    busy();
    const begun = standIn.begun;
    let attempts = 0;
    const counting: typeof fetch = (input, init) => {
      // The client also looks at what fetch can do.
      if (typeof input === "string" && input.startsWith(gateway.url)) attempts += 1;
      return fetch(input, init);
    };
    client = new NodeClient(gateway, { maxRetries: 5, timeout: 1_500, fetch: counting });
    const answer = client.create();
    await untilBegun(begun + 1);
    await vi.waitFor(() => expect(attempts).toBeGreaterThanOrEqual(2), 15_000);
    await standIn.transcribe(newest(), TRANSCRIPT);
    expect((await answer).text).toBe(TRANSCRIPT.text);
    expect(standIn.begun).toBe(begun + 1);
  });

  test("after a failure of ours that it takes for passing, by itself and in vain: the job has ended", async () => {
    const { starter } = gateway;
    starter.start = async (job: Job) => {
      starter.started.push(job);
      await standIn.fail(job, { code: "speech_unavailable", message: "Tried for seven days" });
    };
    const begun = standIn.begun;
    client = new NodeClient(gateway, { maxRetries: 3 });
    expect(await refusal(client.create())).toMatchObject({ status: 503, code: "speech_unavailable" });
    expect(standIn.begun).toBe(begun + 1);
  });

  test("on purpose, with a finished recording, gets it transcribed anew", async () => {
    const file = await recording();
    const begun = standIn.begun;
    await client.create({ file });
    await client.create({ file });
    expect(standIn.begun).toBe(begun + 2);
  });
});
