import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Job } from "../../../src/domain/job.js";
import { diaryNoteSchema, type DiaryNote } from "../../../src/domain/note.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { spoken, transcriptOf } from "../../domain/formats/transcripts.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway();
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const TRANSCRIPT = transcriptOf([{ ...spoken("I was at the dentist.", 0, 5), id: 0 }]);
const entry = { text: "I was there.", evidence: [{ start: 0, end: 5, quote: "I was at the dentist" }] };
const NOTE: DiaryNote = {
  date: "2026-11-22",
  title: "The dentist",
  mood: entry,
  keyEvents: [entry],
  reflections: [],
  tags: [],
  language: "en",
  writer: { kind: "extractive" },
};

async function stored(changes: Partial<Job> = {}) {
  const job = makeJob({ state: "completed", note: { status: "completed" }, ...changes });
  const keys = jobKeys("local", job.jobId);
  await gateway.context.objects.put(keys.transcript, JSON.stringify(TRANSCRIPT));
  await gateway.context.objects.put(keys.note, JSON.stringify(NOTE));
  await gateway.context.jobs.create(job);
  return { keys, job, path: `/v1/jobs/${job.jobId}`, note: `/v1/jobs/${job.jobId}/note` };
}
const put = (path: string, json: unknown) => api.call("PUT", path, { json });
const versionsOf = async (path: string) =>
  z
    .object({
      versions: z.array(z.object({ id: z.string(), at: z.string(), by: z.string(), note: diaryNoteSchema })),
      nextCursor: z.string().optional(),
    })
    .parse((await api.get(path)).body);

describe("a note that is edited", () => {
  test("is the note from then on, in every format, and in the job", async () => {
    const { path, note } = await stored();
    const read = diaryNoteSchema.parse((await api.get(note)).body);
    const mood = { ...read.mood, label: "good", value: 0.8 };
    const answer = await put(note, { ...read, title: "My dentist", tags: ["teeth"], mood });
    expect([answer.status, answer.body["editedAt"]]).toEqual([200, expect.stringMatching(/^2\d{3}-.*Z$/)]);
    expect((await api.get(note)).body).toEqual(answer.body);
    expect((await api.get(`${note}?format=md`)).text).toContain("# My dentist");
    expect((await api.get(path)).body["note"]).toEqual({
      ...{ status: "completed", title: "My dentist", date: "2026-11-22", tags: ["teeth"] },
      mood: { label: "good", value: 0.8 },
    });
  });

  test("has its quotes filled in from the transcript as it was edited", async () => {
    const { path, note } = await stored();
    const edits = [{ segmentId: 0, text: "I saw the dentist." }];
    await api.call("PATCH", `${path}/transcript`, { json: { edits } });
    const own = { text: "Again.", evidence: [{ start: 0, end: 5 }] };
    const answer = await put(note, { ...NOTE, reflections: [own] });
    const { keyEvents, reflections } = diaryNoteSchema.parse(answer.body);
    for (const { evidence } of [...keyEvents, ...reflections])
      expect(evidence).toEqual([{ start: 0, end: 5, quote: "I saw the dentist" }]);
  });

  test("leaves the writer's note and each earlier edit in the versions, newest first and without the present one", async () => {
    const { note } = await stored();
    for (const title of ["One", "Two", "Three"]) await put(note, { ...NOTE, title });
    const { versions } = await versionsOf(`${note}/versions`);
    expect(versions.map(({ by, note: { title } }) => [by, title])).toEqual([
      ["local", "Two"],
      ["local", "One"],
      ["diarist", "The dentist"],
    ]);
    const first = await versionsOf(`${note}/versions?limit=2`);
    const second = await versionsOf(`${note}/versions?limit=2&cursor=${first.nextCursor ?? ""}`);
    expect([...first.versions, ...second.versions]).toEqual(versions);
  });

  test("is in the versions when it is written again, and can be put back", async () => {
    const { keys, note } = await stored();
    await put(note, { ...NOTE, title: "By hand" });
    await gateway.context.objects.put(keys.note, JSON.stringify({ ...NOTE, title: "Written again" }));
    const { versions } = await versionsOf(`${note}/versions`);
    const mine = versions.find(({ by }) => by === "local")?.note;
    expect(mine?.title).toBe("By hand");
    expect(await put(note, mine)).toMatchObject({ status: 200, body: { title: "By hand" } });
    const after = await versionsOf(`${note}/versions`);
    expect(after.versions.map(({ note: { title } }) => title)).toContain("Written again");
  });

  test("is the same after it was sent twice, and no version more", async () => {
    const { note } = await stored();
    const first = await put(note, { ...NOTE, title: "Once" });
    expect((await put(note, { ...NOTE, title: "Once" })).body).toEqual(first.body);
    expect((await versionsOf(`${note}/versions`)).versions).toHaveLength(1);
    const untouched = await stored();
    expect((await put(untouched.note, NOTE)).body).toEqual(NOTE);
    expect((await versionsOf(`${untouched.note}/versions`)).versions).toEqual([]);
  });

  test("loses neither of two edits at the same moment", async () => {
    const { note } = await stored();
    const titles = ["Left", "Right", "Middle"];
    await Promise.all(titles.map((title) => put(note, { ...NOTE, title })));
    const present = diaryNoteSchema.parse((await api.get(note)).body).title;
    const earlier = (await versionsOf(`${note}/versions`)).versions.map((version) => version.note.title);
    expect([present, ...earlier]).toEqual(expect.arrayContaining(titles));
  });

  test.each([
    [{ ...NOTE, date: "yesterday" }, "date"],
    [{ ...NOTE, mood: undefined }, "mood"],
    [{ ...NOTE, keyEvents: [{ text: "x" }] }, "keyEvents.0.evidence"],
    [{ ...NOTE, keyEvents: [{ text: "x", evidence: [{ start: 0, end: 99 }] }] }, "keyEvents.0.evidence.0"],
    [{ ...NOTE, colour: "red" }, "colour"],
  ])("is told what is wrong with it: %#", async (json, field) => {
    const { note } = await stored();
    expect(await put(note, json)).toMatchObject({ status: 400, body: { errors: [{ in: "body", field }] } });
    expect((await api.get(note)).body).toEqual(NOTE);
  });

  test("has to be there", async () => {
    const job = makeJob({ state: "transcribing" });
    await gateway.context.jobs.create(job);
    expect(await put(`/v1/jobs/${job.jobId}/note`, NOTE)).toMatchObject({
      status: 409,
      body: { code: "note_not_ready" },
    });
  });

  test("goes with all its versions when the job is erased", async () => {
    const { keys, path, note } = await stored();
    await put(note, { ...NOTE, title: "By hand" });
    expect((await api.call("DELETE", path)).status).toBe(204);
    expect((await gateway.stored()).keys.filter((key) => key.startsWith(keys.prefix))).toEqual([]);
  });
});
