import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { transcriptSchema, type Transcript } from "../../../src/domain/transcript.js";
import { spoken, transcriptOf } from "../../domain/formats/transcripts.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";

let stores: TestStores;
let gateway: TestGateway;
let api: ApiClient;
/** Of another gateway over the same stores. */
let other: ApiClient;
let otherGateway: TestGateway;
beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  gateway = await startGateway({ stores, libraryPatienceMs: 20_000 });
  otherGateway = await startGateway({ stores });
  api = new ApiClient(gateway);
  other = new ApiClient(otherGateway);
});
afterAll(async () => {
  await gateway.stop();
  await otherGateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

const MACHINE = transcriptOf(
  ["I was at the dentist.", "He was late.", "It was hot."].map((text, id) => ({
    ...spoken(text, id * 5, id * 5 + 4),
    id,
  })),
);

async function stored(transcript: Transcript = MACHINE, state: "completed" | "writing_note" = "completed") {
  const job = makeJob({ state });
  await gateway.context.jobs.create(job);
  const { transcript: key } = jobKeys("local", job.jobId);
  await gateway.context.objects.put(key, JSON.stringify(transcript));
  return { job, path: `/v1/jobs/${job.jobId}/transcript`, keys: jobKeys("local", job.jobId) };
}

async function keysOf(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of gateway.context.objects.list(prefix)) keys.push(key);
  return keys;
}

const editing = (path: string, ...edits: object[]) => api.call("PATCH", path, { json: { edits } });
const historyOf = async (path: string) =>
  z.object({ edits: z.array(z.record(z.string(), z.unknown())) }).parse((await api.get(`${path}/edits`)).body)
    .edits;

describe("an edit of a transcript", () => {
  test("is answered with the transcript as it is now, and is in every form of it", async () => {
    const { job, path } = await stored();
    const answer = await editing(path, { segmentId: 0, text: "I saw the dentist." });
    expect(answer.status).toBe(200);
    const transcript = transcriptSchema.parse(answer.body);
    expect(transcript.text).toBe("I saw the dentist. He was late. It was hot.");
    expect(transcript.segments[0]?.editedAt).toMatch(/^2\d{3}-.*Z$/);
    expect((await api.get(path)).body).toEqual(answer.body);
    for (const format of ["verbose_json", "txt", "srt", "vtt", "md"]) {
      const { text } = await api.get(`${path}?format=${format}`);
      expect(text).toContain("I saw the dentist.");
      expect(text).not.toContain("I was at");
    }
    expect((await api.get(`/result/${job.jobId}`)).body).toMatchObject({ transcription: transcript.text });
  });

  test("is what is searched from then on", async () => {
    const { job, path } = await stored();
    const foundBy = async (word: string) => {
      const { hits } = z
        .object({ hits: z.array(z.object({ jobId: z.string() })) })
        .parse((await api.get(`/v1/search?q=${word}`)).body);
      return hits.some(({ jobId }) => jobId === job.jobId);
    };
    expect(await foundBy("dentist")).toBe(true);
    await editing(path, { segmentId: 0, text: "I was at the chiropodist." });
    expect([await foundBy("chiropodist"), await foundBy("dentist")]).toEqual([true, false]);
  });

  test("leaves what the machine made as it was", async () => {
    const { path, keys } = await stored();
    await editing(path, { segmentId: 0, text: "I saw the dentist." });
    expect(JSON.parse(String(await gateway.context.objects.get(keys.transcript)))).toEqual(MACHINE);
  });

  test("is in the history with its time and its maker, and is undone by the older text", async () => {
    const { path } = await stored();
    await editing(path, { segmentId: 1, text: "She was late." });
    await editing(path, { segmentId: 1, text: "", expectedText: "She was late." });
    const [newest, oldest] = await historyOf(path);
    expect(newest).toMatchObject({ segmentId: 1, start: 5, end: 9, before: "She was late.", after: "" });
    expect(oldest).toMatchObject({ before: "He was late.", after: "She was late.", by: "local" });
    expect(String(oldest?.["at"]) <= String(newest?.["at"])).toBe(true);
    for (const { segmentId, before, after } of [newest, oldest] as Record<string, unknown>[])
      expect((await editing(path, { segmentId, text: before, expectedText: after })).status).toBe(200);
    expect((await api.get(path)).body).toEqual(MACHINE);
    expect(await historyOf(path)).toHaveLength(4);
  });

  test("changes nothing the second time", async () => {
    const { path } = await stored();
    const edit = { segmentId: 0, text: "I saw him.", expectedText: "I was at the dentist." };
    const first = await editing(path, edit);
    expect((await editing(path, edit)).body).toEqual(first.body);
    expect(await historyOf(path)).toHaveLength(1);
  });

  test("is refused, with all others of its request, where something else stands there", async () => {
    const { path } = await stored();
    const refused = { segmentId: 1, text: "x", expectedText: "She was late." };
    const answer = await editing(path, { segmentId: 0, text: "I saw him." }, refused);
    expect(answer).toMatchObject({ status: 409, body: { code: "edit_conflict" } });
    expect(await editing(path, { segmentId: 17, text: "x" })).toMatchObject({ status: 409 });
    expect((await api.get(path)).body).toEqual(MACHINE);
    expect(await historyOf(path)).toEqual([]);
  });

  test.each([
    [{}, "edits"],
    [{ edits: [] }, "edits"],
    [{ edits: [{ segmentId: 0 }] }, "edits.0.text"],
    [{ edits: [{ segmentId: -1, text: "" }] }, "edits.0.segmentId"],
    [{ edits: [{ segmentId: 0, text: "", words: [] }] }, "edits.0.words"],
  ])("is told what is wrong with %j", async (json, field) => {
    const { path } = await stored();
    const answer = await api.call("PATCH", path, { json });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: "body", field }] } });
  });

  test("is taken as soon as there is a transcript, and of no job without", async () => {
    const { path } = await stored(MACHINE, "writing_note");
    expect((await editing(path, { segmentId: 0, text: "I saw him." })).status).toBe(200);
    const job = makeJob({ state: "transcribing" });
    await gateway.context.jobs.create(job);
    const running = `/v1/jobs/${job.jobId}/transcript`;
    expect(await editing(running, { segmentId: 0, text: "" })).toMatchObject({
      status: 409,
      body: { code: "transcript_not_ready" },
    });
    expect(await api.get(`${running}/edits`)).toMatchObject({ status: 409 });
  });

  test("gets lost by no other one, be it made at the same moment at another gateway", async () => {
    const texts = Array.from({ length: 24 }, (_, id) => `Segment ${id}.`);
    const { path, keys } = await stored(
      transcriptOf(texts.map((text, id) => ({ ...spoken(text, id, id + 1), id }))),
    );
    const answers = await Promise.all(
      texts.map((_, id) =>
        (id % 2 === 0 ? api : other).call("PATCH", path, {
          json: { edits: [{ segmentId: id, text: `Edited ${id}.` }] },
        }),
      ),
    );
    const conflicts = answers.flatMap(({ status }, id) => (status === 409 ? [id] : []));
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { segments } = transcriptSchema.parse((await api.get(path)).body);
    expect(segments.map(({ text }) => text)).toEqual(
      texts.map((text, id) => (conflicts.includes(id) ? text : `Edited ${id}.`)),
    );
    expect(await historyOf(path)).toHaveLength(texts.length - conflicts.length);
    // One record holds; those that it took the place of are gone.
    expect(await keysOf(keys.editsPrefix)).toHaveLength(1);
  });

  test("is read whole while others take the record's place", async () => {
    const { path } = await stored();
    const write = async () => {
      for (let round = 0; round < 15; round += 1)
        await editing(path, { segmentId: 0, text: `Round ${round}.` });
    };
    const read = async () => {
      for (let round = 0; round < 30; round += 1) expect((await other.get(path)).status).toBe(200);
    };
    await Promise.all([write(), read(), read()]);
  });

  test("goes with the job when that is erased", async () => {
    const { job, path, keys } = await stored();
    await editing(path, { segmentId: 0, text: "I saw him." });
    expect(await api.call("DELETE", `/v1/jobs/${job.jobId}`)).toMatchObject({ status: 204 });
    expect(await keysOf(keys.prefix)).toEqual([]);
    expect(await editing(path, { segmentId: 0, text: "" })).toMatchObject({ status: 404 });
  });
});
