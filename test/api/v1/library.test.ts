import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.js";
import type { DiaryNote, Note } from "../../../src/domain/note.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import type { Transcript } from "../../../src/domain/transcript.js";
import { spoken, transcriptOf } from "../../domain/formats/transcripts.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";

/* Search and diary over real stores, each test in its own words: they share a tenant. */

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway({ libraryPatienceMs: 20_000 });
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const entry = (text: string, start: number) => ({ text, evidence: [{ start, end: start + 2, quote: text }] });
function noteOf(changes: Partial<DiaryNote> = {}): DiaryNote {
  return {
    date: "2026-11-22",
    title: "A late start",
    mood: entry("Calm.", 0),
    keyEvents: [],
    reflections: [],
    tags: [],
    language: "en",
    writer: { kind: "extractive" },
    ...changes,
  };
}

async function stored(
  changes: Partial<Job> = {},
  { transcript, note }: { transcript?: Transcript | string; note?: Note } = {},
): Promise<Job> {
  const job = makeJob({ state: "completed", ...changes });
  const keys = jobKeys(job.tenantId, job.jobId);
  if (transcript !== undefined)
    await gateway.context.objects.put(keys.transcript, JSON.stringify(transcript));
  if (note !== undefined) await gateway.context.objects.put(keys.note, JSON.stringify(note));
  await gateway.context.jobs.create(job);
  return job;
}

const searchOf = (query: Record<string, string>) => `/v1/search?${new URLSearchParams(query).toString()}`;
const diaryOf = (query: Record<string, string>) => `/v1/diary?${new URLSearchParams(query).toString()}`;

interface Hit {
  jobId: string;
  [name: string]: unknown;
}
async function search(query: Record<string, string>): Promise<{ hits: Hit[]; nextCursor?: string }> {
  const { status, body } = await api.get(searchOf(query));
  expect([status, body]).toEqual([200, expect.not.objectContaining({ incomplete: true })]);
  return body as unknown as { hits: Hit[]; nextCursor?: string };
}
const jobsOf = ({ hits }: { hits: Hit[] }) => [...new Set(hits.map(({ jobId }) => jobId))];

describe("a search", () => {
  test("finds other forms of a word, by the rules of the recording's language", async () => {
    const transcript = transcriptOf([spoken("We were juggling with the Bäckers.", 3, 6)]);
    const english = await stored({ language: "en" }, { transcript });
    await stored({ language: "hu" }, { transcript });
    expect(jobsOf(await search({ q: "juggled" }))).toEqual([english.jobId]);
    expect(jobsOf(await search({ q: "Baeckers juggler" }))).toEqual([]);
    expect((await search({ q: "juggles Baecker" })).hits).toEqual([
      expect.objectContaining({ jobId: english.jobId, start: 3 }),
    ]);
  });

  test("finds what was said and what was noted, at the moment where it was", async () => {
    const transcript = transcriptOf([
      spoken("Good morning.", 0, 2),
      spoken("The zeppelin was late.", 61.25, 64),
    ]);
    const note = noteOf({ title: "Up in the air", keyEvents: [entry("A zeppelin came.", 61.25)] });
    const job = await stored({ fileName: "a.m4a" }, { transcript, note });
    const common = {
      jobId: job.jobId,
      jobTitle: "Up in the air",
      createdAt: job.createdAt,
      day: "2026-11-22",
    };
    expect((await search({ q: "zeppelin" })).hits).toEqual([
      {
        ...{ ...common, kind: "note", start: 61.25, end: 63.25 },
        snippet: [
          { text: "A ", match: false },
          { text: "zeppelin", match: true },
          { text: " came.", match: false },
        ],
      },
      {
        ...{ ...common, kind: "transcript", start: 61.25, end: 64 },
        snippet: [
          { text: "The ", match: false },
          { text: "zeppelin", match: true },
          { text: " was late.", match: false },
        ],
      },
    ]);
  });

  test("finds titles, file names where there is no other, and tags", async () => {
    const titled = await stored({ title: "Quokka watching", fileName: "quokka.m4a" });
    const named = await stored({ fileName: "Quokka.m4a" });
    const tagged = await stored({ tags: ["quokka"] }, { note: noteOf({ tags: ["island"] }) });
    const { hits } = await search({ q: "quokka" });
    expect(hits.map(({ jobId, kind, start, end }) => [jobId, kind, start, end]).toSorted()).toEqual(
      [titled, named, tagged].map(({ jobId }) => [jobId, "title", 0, 0]).toSorted(),
    );
    expect(jobsOf(await search({ q: "island" }))).toEqual([tagged.jobId]);
  });

  test("follows a job: its title, its note written again, and its end", async () => {
    const { jobs, objects } = gateway.context;
    const job = await stored({ state: "transcribing", fileName: "wombat-one.m4a" });
    expect(jobsOf(await search({ q: "wombat-one" }))).toEqual([job.jobId]);
    await objects.put(
      jobKeys("local", job.jobId).transcript,
      JSON.stringify(transcriptOf([spoken("A wombat.", 0, 2)])),
    );
    await jobs.update("local", job.jobId, { state: "writing_note" });
    expect((await search({ q: "a wombat" })).hits).toMatchObject([{ kind: "transcript" }]);
    const note = noteOf({ keyEvents: [entry("Digging.", 1)], title: "Underground wombat" });
    await objects.put(jobKeys("local", job.jobId).note, JSON.stringify(note));
    await jobs.update("local", job.jobId, { state: "completed", note: { status: "completed" } });
    expect((await search({ q: "underground wombat" })).hits).toMatchObject([{ kind: "title" }]);
    await api.call("PATCH", `/v1/jobs/${job.jobId}`, { json: { title: "Vombatus" } });
    expect((await search({ q: "vombatus" })).hits).toMatchObject([{ jobTitle: "Vombatus" }]);
    expect(jobsOf(await search({ q: "wombat-one" }))).toEqual([]);
  });

  test("shows nothing of a job that was erased, here or elsewhere", async () => {
    const transcript = transcriptOf([spoken("An axolotl.", 0, 2)]);
    const [kept, here, elsewhere] = [
      await stored({}, { transcript }),
      await stored({}, { transcript }),
      await stored({}, { transcript }),
    ];
    expect(jobsOf(await search({ q: "axolotl" }))).toHaveLength(3);
    expect((await api.call("DELETE", `/v1/jobs/${here.jobId}`)).status).toBe(204);
    await gateway.context.jobs.delete("local", elsewhere.jobId);
    expect(jobsOf(await search({ q: "axolotl" }))).toEqual([kept.jobId]);
    expect((await api.get("/v1/diary")).text).not.toContain(elsewhere.jobId);
  });

  test("reads past results that are none", async () => {
    const job = await stored({ title: "Narwhal" }, { transcript: "not a transcript" });
    expect(jobsOf(await search({ q: "narwhal" }))).toEqual([job.jobId]);
  });

  test("goes on page by page, and keeps to the days that are asked for", async () => {
    const days = ["2026-03-01", "2026-03-02", "2026-03-03"];
    const jobs = [];
    for (const day of days) jobs.push(await stored({ title: "Pangolin", createdAt: `${day}T12:00:00.000Z` }));
    const ids = jobs.map(({ jobId }) => jobId).toReversed();
    const first = await search({ q: "pangolin", limit: "2" });
    const second = await search({ q: "pangolin", limit: "2", cursor: first.nextCursor ?? "" });
    expect([jobsOf(first), jobsOf(second), second.nextCursor]).toEqual([
      ids.slice(0, 2),
      ids.slice(2),
      undefined,
    ]);
    expect(jobsOf(await search({ q: "pangolin", from: "2026-03-02", until: "2026-03-02" }))).toEqual([
      ids[1],
    ]);
  });

  test("takes every question, and refuses what is no search", async () => {
    for (const q of [
      '"',
      "AND",
      "NEAR(a b)",
      "*",
      "a OR",
      "col:x",
      "^",
      "💥",
      "' OR 1=1 --",
      "(".repeat(200),
    ])
      expect(await api.get(searchOf({ q }))).toMatchObject({ status: 200 });
    for (const query of [
      "",
      "q=",
      `q=${"x".repeat(201)}`,
      "q=a&limit=0",
      "q=a&from=monday",
      "q=a&cursor=nonsense",
    ])
      expect(await api.get(`/v1/search?${query}`)).toMatchObject({
        status: 400,
        body: { code: "invalid_request" },
      });
  });

  test("of an archive that is read for the first time says that it is incomplete, until it is not", async () => {
    const slow = await startGateway({ stores: gateway.stores, libraryPatienceMs: 0 });
    try {
      await stored({ title: "Okapi" });
      const page = async () => (await new ApiClient(slow).get("/v1/search?q=okapi")).body;
      expect(await page()).toMatchObject({ incomplete: true });
      await expect.poll(async () => (await page())["hits"]).toHaveLength(1);
    } finally {
      await slow.stop();
    }
  });
});

describe("the diary", () => {
  test("has each note at its day, newest first, and no job without one", async () => {
    const from = "2020-01-01";
    const until = "2020-12-31";
    const mood = { label: "good", value: 0.4 } as const;
    const first = await stored(
      { durationSeconds: 61.5, tags: ["own"] },
      { note: noteOf({ date: "2020-05-01", tags: ["sea", "own"], mood: { ...entry("Fine.", 0), ...mood } }) },
    );
    const meeting: Note = {
      ...{ date: "2020-05-02", title: "Plans", tags: [], language: "en", writer: { kind: "extractive" } },
      ...{ template: { id: "meeting", name: "Meeting" }, sections: [] },
    };
    const second = await stored({ title: "My own title" }, { note: meeting });
    await stored({ createdAt: "2020-05-03T00:00:00.000Z" });
    await stored({}, { note: noteOf({ date: "2021-05-02" }) });
    const { body } = await api.get(diaryOf({ from, until }));
    expect(body).toEqual({
      entries: [
        {
          ...{ jobId: second.jobId, date: "2020-05-02", title: "My own title", template: "meeting" },
          ...{ tags: [], createdAt: second.createdAt },
        },
        {
          ...{ jobId: first.jobId, date: "2020-05-01", title: "A late start", template: "diary" },
          ...{ tags: ["own", "sea"], mood, durationSeconds: 61.5, createdAt: first.createdAt },
        },
      ],
    });
    const page = await api.get(diaryOf({ from, until, limit: "1" }));
    expect(page.body["entries"]).toHaveLength(1);
    const cursor = page.body.nextCursor ?? "";
    const next = await api.get(diaryOf({ from, until, limit: "1", cursor }));
    expect(next.body).toEqual({ entries: [expect.objectContaining({ jobId: first.jobId })] });
    expect(await api.get("/v1/diary?cursor=nonsense")).toMatchObject({ status: 400 });
    expect(await api.get(`/v1/diary?from=${randomUUID()}`)).toMatchObject({ status: 400 });
  });
});
