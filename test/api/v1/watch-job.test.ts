import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventId, seenParts } from "../../../src/api/live/seen-parts.js";
import type { Progress } from "../../../src/contracts/workflow-io.js";
import type { Job } from "../../../src/domain/job.js";
import { jobKeys, partKey } from "../../../src/domain/object-keys.js";
import type { Recognition } from "../../../src/domain/transcript.js";
import { EventReader } from "../../support/event-stream.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { FakeJobController } from "../../support/job-controller.js";
import { makeJob } from "../../support/job.js";

const controller = new FakeJobController();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ controller, keepAliveMs: 50 });
});
afterAll(() => gateway.stop());

async function runningJob(): Promise<Job> {
  const job = makeJob({ state: "transcribing", durationSeconds: 1200 });
  await gateway.context.jobs.create(job);
  progressTo(job, 0);
  return job;
}

function progressTo({ jobId }: Job, chunksDone: number, more: Partial<Progress> = {}): void {
  const transcribedSeconds = chunksDone * 300;
  const progress = { state: "transcribing", paused: false, audioSeconds: 1200, chunksPlanned: 4 } as const;
  controller.progresses.set(jobId, { ...progress, transcribedSeconds, chunksDone, ...more });
}

/** What is heard in the chunk of five minutes, as the transcription fleet stores it. */
async function hear({ tenantId, jobId }: Job, index: number, audioStartSeconds = index * 300): Promise<void> {
  const chunk = { index, startSeconds: index * 300, endSeconds: (index + 1) * 300, audioStartSeconds };
  const recognition: Recognition = {
    language: "en",
    durationSeconds: 300,
    segments: [{ id: 0, start: 1.5, end: 2, text: ` Part ${index}.`, words: [] }],
    engine: { model: "base", timing: "segment" },
  };
  const key = partKey(
    jobKeys(tenantId, jobId),
    { ...chunk, audio: { extension: "flac", parts: [] } },
    "ab".repeat(32),
  );
  await gateway.context.objects.put(key, JSON.stringify(recognition));
}

const finish = ({ tenantId, jobId }: Job) =>
  gateway.context.jobs.update(tenantId, jobId, { state: "completed" });
const follow = ({ jobId }: Job, headers: Record<string, string> = {}) =>
  new EventReader(`${gateway.url}/v1/jobs/${jobId}/events`, headers);
const indexes = (reader: EventReader) => reader.data("part").map(({ index }) => index);

describe("the events of a job", () => {
  test("tell its state, its progress, each part as it comes, and its end", async () => {
    const job = await runningJob();
    const reader = follow(job);
    await expect.poll(() => reader.data("progress")).toHaveLength(1);
    expect(reader.data("state")).toMatchObject([{ id: job.jobId, status: "transcribing" }]);
    await hear(job, 2);
    progressTo(job, 1);
    await expect.poll(() => indexes(reader)).toEqual([2]);
    expect(reader.data("part")[0]).toEqual({
      index: 2,
      startSeconds: 600,
      endSeconds: 900,
      language: "en",
      text: "Part 2.",
      segments: [{ start: 601.5, end: 602, text: "Part 2." }],
    });
    expect(reader.data("progress").at(-1)).toMatchObject({
      audioSeconds: 1200,
      transcribedSeconds: 300,
      chunksDone: 1,
      secondsLeft: expect.any(Number),
    });
    await hear(job, 0);
    await finish(job);
    await reader.ended;
    expect(indexes(reader)).toEqual([2, 0]);
    expect(reader.events.at(-1)).toMatchObject({ event: "end", id: "0.2", data: { status: "completed" } });
    expect(reader.data("state").at(-1)).toMatchObject({ status: "completed" });
    expect(reader.retryMs).toBe(1000);
  });

  test("tell the first part of an MP3 too, whose sound begins before the recording does", async () => {
    const job = await runningJob();
    await hear(job, 0, -0.046);
    await finish(job);
    const reader = follow(job);
    await reader.ended;
    expect(reader.data("part")).toMatchObject([
      { index: 0, startSeconds: 0, endSeconds: 300, segments: [{ start: 1.454, end: 1.954 }] },
    ]);
  });

  test("go on where a reader left off, with no part told twice", async () => {
    const job = await runningJob();
    await hear(job, 0);
    await hear(job, 1);
    progressTo(job, 2);
    const first = follow(job);
    await expect.poll(() => indexes(first)).toEqual([0, 1]);
    const lastId = first.events.at(-1)?.id ?? "";
    first.close();
    await hear(job, 3);
    progressTo(job, 3);
    const second = follow(job, { "last-event-id": lastId });
    await expect.poll(() => indexes(second)).toEqual([3]);
    await hear(job, 2);
    await finish(job);
    await second.ended;
    expect(indexes(second)).toEqual([3, 2]);
    expect(second.events.at(-1)?.id).toBe("0-3");
  });

  test("of a job that has ended are all there is of it, and the end", async () => {
    const job = await runningJob();
    await hear(job, 0);
    await finish(job);
    const reader = follow(job);
    await reader.ended;
    expect(reader.events.map(({ event }) => event)).toEqual(["state", "part", "end"]);
  });

  test("end when the job is erased", async () => {
    const job = await runningJob();
    const reader = follow(job);
    await expect.poll(() => reader.data("state")).toHaveLength(1);
    await gateway.context.jobs.delete(job.tenantId, job.jobId);
    await reader.ended;
    expect(reader.events.at(-1)).toMatchObject({ event: "erased", data: { id: job.jobId } });
  });

  test("keep the connection alive while nothing happens", async () => {
    const reader = follow(await runningJob());
    await expect.poll(() => reader.comments).toBeGreaterThan(2);
    reader.close();
    await reader.ended;
  });

  test("reach 200 readers for the price of one, who are forgotten when they go", async () => {
    const job = await runningJob();
    const look = vi.spyOn(gateway.context.jobs, "get");
    const readers = Array.from({ length: 200 }, () => follow(job));
    await expect
      .poll(() => readers.every((reader) => reader.data("progress").length === 1), { timeout: 20_000 })
      .toBe(true);
    expect(gateway.context.live.size).toBe(1);
    await expect.poll(() => gateway.context.live.size).toBe(1);
    look.mockClear();
    await hear(job, 0);
    progressTo(job, 1);
    await expect
      .poll(() => readers.every((reader) => indexes(reader).length === 1), { timeout: 20_000 })
      .toBe(true);
    for (const reader of readers.slice(100)) reader.close();
    await finish(job);
    await Promise.all(readers.map(({ ended }) => ended));
    expect(readers.slice(0, 100).every((reader) => reader.data("end").length === 1)).toBe(true);
    // Each look takes some milliseconds of a second or so; two hundred watches would need a multiple of that.
    expect(look.mock.calls.length).toBeLessThan(1000);
    look.mockRestore();
    await expect.poll(() => gateway.context.live.size).toBe(0);
  });

  test("go on after the store was away for a moment", async () => {
    const job = await runningJob();
    const reader = follow(job);
    await expect.poll(() => reader.data("state")).toHaveLength(1);
    const look = vi.spyOn(gateway.context.jobs, "get").mockRejectedValueOnce(new Error("away"));
    await finish(job);
    await reader.ended;
    look.mockRestore();
    expect(reader.events.at(-1)?.event).toBe("end");
  });
});

test("a gateway that stops ends its streams in order, and tells their readers to come back", async () => {
  const stopping = await startGateway({ controller });
  const job = makeJob({ state: "transcribing" });
  await stopping.context.jobs.create(job);
  const reader = new EventReader(`${stopping.url}/v1/jobs/${job.jobId}/events`);
  await expect.poll(() => reader.data("state")).toHaveLength(1);
  await stopping.stop();
  await reader.ended;
  expect(reader.data("end")).toEqual([]);
  expect([reader.comments, reader.retryMs]).toEqual([1, 1000]);
});

describe("an event's id", () => {
  test.each([
    [[], "none"],
    [[0], "0"],
    [[3, 0, 1, 2, 9, 11, 10], "0-3.9-11"],
  ])("for the parts %j is %s, and back", (parts, id) => {
    expect(eventId(new Set(parts))).toBe(id);
    expect([...seenParts(id)].sort((a, b) => a - b)).toEqual(parts.toSorted((a, b) => a - b));
  });

  test.each(["", "none", "17;", "-1", "1-", "a", "0-9999999999999"])("of %j does no harm", (id) => {
    expect(seenParts(id).size).toBeLessThanOrEqual(100_001);
  });
});
