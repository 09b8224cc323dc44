import { randomBytes, randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import type { Note } from "../../../src/domain/note.js";
import type { Transcript } from "../../../src/domain/transcript.js";
import { CONVERSATION, INCOMPLETE } from "../../domain/formats/transcripts.js";
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

const entry = { text: "I was late.", evidence: [{ start: 0, end: 2, quote: "I was late." }] };
const NOTE: Note = {
  date: "2026-11-22",
  title: "A late start",
  mood: entry,
  keyEvents: [entry],
  reflections: [],
  tags: [],
  language: "en",
  writer: { kind: "extractive" },
};

async function stored(
  changes: Partial<Job>,
  objects: { transcript?: Transcript; note?: Note; audio?: Buffer } = {},
): Promise<string> {
  const job = makeJob(changes);
  const keys = jobKeys(job.tenantId, job.jobId);
  await gateway.context.jobs.create(job);
  const { transcript, note, audio } = objects;
  if (transcript) await gateway.context.objects.put(keys.transcript, JSON.stringify(transcript));
  if (note) await gateway.context.objects.put(keys.note, JSON.stringify(note));
  if (audio) await gateway.context.objects.put(keys.audio, audio);
  return `/v1/jobs/${job.jobId}`;
}

describe("the transcript", () => {
  test.each([
    ["json", "application/json", '"brokenOff"'],
    ["verbose_json", "application/json", '"broken_off"'],
    ["txt", "text/plain", "[5:00 to 10:00: could not be transcribed]"],
    [
      "srt",
      "application/x-subrip",
      "00:05:00,000 --> 00:10:00,000\n[5:00 to 10:00: could not be transcribed]",
    ],
    ["vtt", "text/vtt", "00:05:00.000 --> 00:10:00.000\n[5:00 to 10:00: could not be transcribed]"],
    ["md", "text/markdown", "breaks off at 15:00 of 30:00"],
  ])("as %s has its own type, a file name, and says what is missing", async (format, type, gap) => {
    const path = await stored({ state: "completed", fileName: "Käse.m4a" }, { transcript: INCOMPLETE });
    const { status, headers, text } = await api.get(`${path}/transcript?format=${format}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    expect(headers.get("content-disposition")).toMatch(
      /^inline; filename="Kase\.\w+"; filename\*=UTF-8''K%C3%A4se\./,
    );
    expect(text).toContain(gap);
  });

  test("as docx is a Word document with the speakers and what is missing", async () => {
    const path = await stored(
      { state: "completed" },
      { transcript: { ...CONVERSATION, coverage: INCOMPLETE.coverage } },
    );
    const response = await fetch(`${gateway.url}${path}/transcript?format=docx`);
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="Monday.docx"/);
    const document = unzipped(body, "word/document.xml");
    for (const words of [
      "Channel 2: ",
      "Not at all. It was hot.",
      "[5:00 to 10:00: could not be transcribed]",
      "Incomplete",
    ])
      expect(document).toContain(words);
  });

  test.each([
    ["text/vtt", "text/vtt"],
    ["text/html, text/markdown;q=0.5", "text/markdown"],
    ["*/*", "application/json"],
  ])("is given as Accept: %s wants it", async (accept, type) => {
    const path = await stored({ state: "completed" }, { transcript: CONVERSATION });
    const { headers } = await api.get(`${path}/transcript`, { accept });
    expect(headers.get("content-type")).toMatch(type);
  });

  test("in no form that is accepted is refused, and so is an unknown format", async () => {
    const path = await stored({ state: "completed" }, { transcript: CONVERSATION });
    expect(await api.get(`${path}/transcript`, { accept: "image/png" })).toMatchObject({
      status: 406,
      body: { code: "not_acceptable" },
    });
    expect(await api.get(`${path}/transcript?format=pdf`)).toMatchObject({
      status: 400,
      body: { errors: [{ in: "query", field: "format" }] },
    });
  });

  test.each([
    ["transcribing", "transcript_not_ready"],
    ["failed", "transcript_unavailable"],
    ["cancelled", "transcript_unavailable"],
  ] as const)("of a job that is %s is %s", async (state, code) => {
    expect(await api.get(`${await stored({ state })}/transcript`)).toMatchObject({
      status: 409,
      body: { code },
    });
  });

  test("can be had while the note is being written", async () => {
    const path = await stored({ state: "writing_note" }, { transcript: CONVERSATION });
    expect((await api.get(`${path}/transcript`)).body).toEqual(CONVERSATION);
  });

  test("with missing parts says so to clients of the replaced system too, in the text", async () => {
    const path = await stored({ state: "completed" }, { transcript: INCOMPLETE });
    const { body } = await api.get(path.replace("/v1/jobs", "/result"));
    expect(body["transcription"]).toContain("[5:00 to 10:00: could not be transcribed]");
  });
});

describe("the note", () => {
  test("comes as JSON, Markdown and text", async () => {
    const path = await stored({ state: "completed", note: { status: "completed" } }, { note: NOTE });
    expect((await api.get(`${path}/note`)).body).toEqual(NOTE);
    expect((await api.get(`${path}/note?format=md`)).text).toMatch(/^# A late start/);
    expect((await api.get(`${path}/note`, { accept: "text/plain" })).text).toMatch(/^A late start/);
  });

  test("that is being written again is the earlier one until then", async () => {
    const path = await stored({ state: "completed", note: { status: "pending" } }, { note: NOTE });
    expect((await api.get(`${path}/note`)).status).toBe(200);
  });

  test.each([
    [{ state: "transcribing" }, "note_not_ready", /Ask again/],
    [{ state: "failed" }, "note_unavailable", /failed/],
    [
      {
        state: "completed",
        note: { status: "failed", failure: { code: "language_busy", message: "No model free." } },
      },
      "note_unavailable",
      /No model free\./,
    ],
  ] as const)("of %j is %s", async (changes, code, detail) => {
    const answer = await api.get(`${await stored(changes)}/note`);
    expect(answer).toMatchObject({ status: 409, body: { code, detail: expect.stringMatching(detail) } });
  });
});

describe("the recording", () => {
  const audio = randomBytes(100_000);
  const sha256 = "ab".repeat(32);
  let path: string;
  beforeAll(async () => {
    path = `${await stored({ fileName: 'Ka"s%e.m4a', sha256 }, { audio })}/audio`;
  });
  const get = async (headers: Record<string, string>, method = "GET") => {
    const response = await fetch(`${gateway.url}${path}`, { method, headers });
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    };
  };

  test("is given as it came, under its own name", async () => {
    const { status, headers, body } = await get({});
    expect(status).toBe(200);
    expect(body.equals(audio)).toBe(true);
    expect(headers.get("content-type")).toBe("audio/mp4");
    expect(headers.get("accept-ranges")).toBe("bytes");
    expect(headers.get("content-disposition")).toBe(
      `inline; filename="Ka_s_e.m4a"; filename*=UTF-8''Ka%22s%25e.m4a`,
    );
  });

  test.each([
    ["bytes=0-99", 0, 100],
    ["bytes=99990-", 99_990, 100_000],
    ["bytes=-10", 99_990, 100_000],
    ["bytes=99000-200000", 99_000, 100_000],
  ])("is given in part for %s", async (range, start, end) => {
    const { status, headers, body } = await get({ range });
    expect(status).toBe(206);
    expect(headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/100000`);
    expect(body.equals(audio.subarray(start, end))).toBe(true);
  });

  test.each([
    ["several ranges", { range: "bytes=0-1,5-6" }],
    ["a range in another unit", { range: "seconds=0-1" }],
    ["a malformed range", { range: "bytes=x" }],
    ["a range of another content", { range: "bytes=0-1", "if-range": '"other"' }],
  ])("is given whole for %s", async (_, headers) => {
    const { status, body } = await get(headers);
    expect([status, body.length]).toEqual([200, 100_000]);
  });

  test("is given in part as long as it is what it was", async () => {
    expect((await get({ range: "bytes=0-1", "if-range": `"${sha256}"` })).status).toBe(206);
  });

  test("says how long it is where a range lies outside", async () => {
    const { status, headers } = await get({ range: "bytes=100000-" });
    expect([status, headers.get("content-range")]).toEqual([416, "bytes */100000"]);
  });

  test("tells its size and its range without a body", async () => {
    const whole = await get({}, "HEAD");
    expect([whole.status, whole.headers.get("content-length"), whole.body.length]).toEqual([
      200,
      "100000",
      0,
    ]);
    const part = await get({ range: "bytes=0-9" }, "HEAD");
    expect([part.status, part.headers.get("content-length")]).toEqual([206, "10"]);
  });

  test("that is gone is audio_lost", async () => {
    expect(await api.get(`${await stored({})}/audio`)).toMatchObject({
      status: 410,
      body: { code: "audio_lost" },
    });
  });
});

test.each(["", "/transcript", "/note", "/audio"])("another tenant's job%s is not there", async (what) => {
  const path = await stored(
    { tenantId: "other", state: "completed" },
    { transcript: CONVERSATION, note: NOTE },
  );
  expect(await api.get(`${path}${what}`)).toMatchObject({ status: 404, body: { code: "job_not_found" } });
  expect(await api.get(`/v1/jobs/${randomUUID()}${what}`)).toMatchObject({ status: 404 });
});

/** One entry of a zip archive, found by the header before it. */
function unzipped(archive: Buffer, name: string): string {
  const header = archive.indexOf(name) - 30;
  const extraBytes = archive.readUInt16LE(header + 28);
  // What follows the entry is not looked at.
  return inflateRawSync(archive.subarray(header + 30 + name.length + extraBytes)).toString("utf8");
}

describe("the waveform", () => {
  const WAVEFORM = { durationSeconds: 900, peaksPerSecond: 10, peaks: [0, 64, 127] };

  test("is refused while it is measured, or waited for by who prefers that", async () => {
    const job = makeJob({ state: "completed" });
    await gateway.context.jobs.create(job);
    const path = `/v1/jobs/${job.jobId}/waveform`;
    expect((await api.get(path)).status).toBe(409);
    const waiting = api.get(path, { prefer: "respond-async, wait=20" });
    const { waveform } = jobKeys(job.tenantId, job.jobId);
    await gateway.context.objects.put(waveform, JSON.stringify(WAVEFORM));
    const answer = await waiting;
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(WAVEFORM);
  });
});
