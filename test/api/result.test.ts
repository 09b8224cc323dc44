import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../src/domain/job.js";
import type { Note } from "../../src/domain/note.js";
import { noteToText } from "../../src/domain/note-text.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import type { Transcript } from "../../src/domain/transcript.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeJob } from "../support/job.js";

const TEXT = "Heute gab es Käse.";
const transcript: Transcript = {
  language: "de",
  durationSeconds: 2,
  text: TEXT,
  segments: [{ id: 0, start: 0, end: 2, text: TEXT, words: [] }],
  coverage: { transcribedSeconds: 2, silentSeconds: 0, missing: [] },
  engine: { model: "base", timing: "segment" },
};
const entry = { text: TEXT, evidence: [{ start: 0, end: 2, quote: TEXT }] };
const note: Note = {
  date: "2026-11-22",
  title: "Käse",
  mood: entry,
  keyEvents: [entry],
  reflections: [entry],
  tags: [],
  language: "de",
  writer: { kind: "extractive" },
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

async function stored(changes: Partial<Job>, objects: { transcript?: unknown; note?: unknown } = {}) {
  const job = makeJob(changes);
  const keys = jobKeys(job.tenantId, job.jobId);
  await gateway.context.jobs.create(job);
  if (objects.transcript !== undefined)
    await gateway.context.objects.put(keys.transcript, JSON.stringify(objects.transcript));
  if (objects.note !== undefined) await gateway.context.objects.put(keys.note, JSON.stringify(objects.note));
  return job.jobId;
}

async function get(path: string) {
  const response = await fetch(`${gateway.url}${path}`);
  return { status: response.status, body: await response.json() };
}

describe("the result", () => {
  test("of a completed job has the transcription and the note as text with its four sections", async () => {
    const jobId = await stored({ state: "completed", note: { status: "completed" } }, { transcript, note });
    const { status, body } = await get(`/result/${jobId}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      job_id: jobId,
      status: "completed",
      transcription: TEXT,
      diary_note: noteToText(note),
    });
    expect(noteToText(note)).toMatch(/Date:[\s\S]*Mood:[\s\S]*Key Events:[\s\S]*Reflections:/);
  });

  test("of a job whose note failed has the transcription and the reason", async () => {
    const failure = { code: "language_unauthorized", message: "The key was refused." };
    const jobId = await stored({ state: "completed", note: { status: "failed", failure } }, { transcript });
    expect(await get(`/result/${jobId}`)).toEqual({
      status: 200,
      body: {
        job_id: jobId,
        status: "completed",
        transcription: TEXT,
        message: expect.stringContaining("The key was refused."),
      },
    });
  });

  test.each([
    ["queued", "queued"],
    ["preparing", "downloading"],
    ["transcribing", "transcribing"],
    ["writing_note", "generating_note"],
  ] as const)("of a job that is %s has a message, and the status %s", async (state, status) => {
    const jobId = await stored({ state });
    const message = expect.stringContaining("Ask again later");
    expect(await get(`/result/${jobId}`)).toEqual({ status: 200, body: { job_id: jobId, status, message } });
    const fileName = { file_name: "Monday.m4a" };
    expect(await get(`/status/${jobId}`)).toEqual({
      status: 200,
      body: { job_id: jobId, status, ...fileName },
    });
  });

  test("of a failed job has the status error and the reason", async () => {
    const failure = { code: "audio_unreadable", message: "The recording breaks off after its header." };
    const jobId = await stored({ state: "failed", failure });
    expect((await get(`/result/${jobId}`)).body).toEqual({
      job_id: jobId,
      status: "error",
      message: failure.message,
    });
  });

  test("of a cancelled job has the status error and says so", async () => {
    const jobId = await stored({ state: "cancelled" });
    const body = { job_id: jobId, status: "error", message: "The job was cancelled." };
    expect((await get(`/result/${jobId}`)).body).toEqual(body);
    expect((await get(`/status/${jobId}`)).body).toMatchObject({ status: "error" });
  });

  test("whose transcript is gone is an error of ours, not an empty text", async () => {
    const jobId = await stored({ state: "completed", note: { status: "completed" } });
    expect(await get(`/result/${jobId}`)).toMatchObject({ status: 500, body: { code: "internal_error" } });
  });
});

describe.each(["/status", "/result"])("%s", (path) => {
  test("says 404 with a detail for a job that is not there, or another tenant's", async () => {
    for (const jobId of [randomUUID(), await stored({ tenantId: "other" })])
      expect(await get(`${path}/${jobId}`)).toMatchObject({
        status: 404,
        body: { code: "job_not_found", detail: `There is no job ${jobId}.` },
      });
  });

  test.each(["1", "undefined", "%2e%2e%2fetc", `${randomUUID()}x`])(
    "says 404 for the id %s, too",
    async (id) => {
      const answer = await get(`${path}/${id}`);
      expect(answer).toMatchObject({ status: 404, body: { code: "job_not_found" } });
    },
  );

  test("finds a job by its id in capitals", async () => {
    const jobId = await stored({});
    expect((await get(`${path}/${jobId.toUpperCase()}`)).body).toMatchObject({ job_id: jobId });
  });
});
