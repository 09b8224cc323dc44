import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepQueuedJobs } from "../../../src/api/queued-jobs-sweeper.js";
import { DiaristError } from "../../../src/domain/errors.js";
import type { Job } from "../../../src/domain/job.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { FakeJobController } from "../../support/job-controller.js";
import { makeJob } from "../../support/job.js";

const FAILURE = { code: "speech_unauthorized", message: "The key is not accepted" };

const controller = new FakeJobController();
let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway({ controller });
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.starter.started.length = 0;
  gateway.starter.failure = undefined;
});

async function failedJob(changes: Partial<Job> = {}, { context } = gateway): Promise<Job> {
  const job = makeJob({ state: "failed", failure: FAILURE, missingSeconds: 3, ...changes });
  controller.notRunning.add(job.jobId);
  await context.jobs.create(job);
  await context.objects.put(jobKeys(job.tenantId, job.jobId).audio, "a recording");
  return job;
}
const retry = ({ jobId }: Job, headers: Record<string, string> = {}) =>
  api.call("POST", `/v1/jobs/${jobId}/retry`, { headers });
const startedIds = () => gateway.starter.started.map(({ jobId }) => jobId);

describe("taking up a failed job again", () => {
  test("queues it under its id, without its failure, and starts it", async () => {
    const job = await failedJob({ tags: ["trip"], options: { language: "de" } });
    const { status, body } = await retry(job);
    expect(status).toBe(202);
    expect(body).toMatchObject({ id: job.jobId, status: "queued", retries: 1, tags: ["trip"] });
    expect(body).not.toHaveProperty("failure");
    expect(body).not.toHaveProperty("missingSeconds");
    expect(startedIds()).toEqual([job.jobId]);
    expect(gateway.audited).toContainEqual(
      expect.objectContaining({ action: "job.retried", jobId: job.jobId }),
    );
  });

  test("begins it once, however many ask at a time, and gives a repeated request the same answer", async () => {
    const job = await failedJob();
    const answers = await Promise.all(Array.from({ length: 6 }, () => retry(job)));
    expect(answers.map(({ status, body }) => [status, body["status"], body["retries"]])).toEqual(
      answers.map(() => [202, "queued", 1]),
    );
    expect(startedIds()).toEqual([job.jobId]);

    const other = await failedJob();
    const key = { "idempotency-key": "once-more" };
    const first = await retry(other, key);
    await gateway.context.jobs.update("local", other.jobId, { state: "completed" });
    expect(await retry(other, key)).toMatchObject({ status: 202, body: first.body });
  });

  test("is sure to happen where Temporal is away: the sweep of queued jobs starts it", async () => {
    const job = await failedJob({ createdAt: new Date(Date.now() - 3_600_000).toISOString() });
    gateway.starter.failure = new DiaristError("workflow_unavailable", "Nobody answers.");
    expect(await retry(job)).toMatchObject({ status: 202, body: { status: "queued" } });
    expect(startedIds()).toEqual([]);
    gateway.starter.failure = undefined;
    await sweepQueuedJobs(gateway.context);
    expect(startedIds()).toContain(job.jobId);
  });

  test("fetches a recording that was never fetched", async () => {
    const job = makeJob({
      state: "failed",
      failure: FAILURE,
      sha256: "",
      sourceUrl: "https://example.org/a",
    });
    controller.notRunning.add(job.jobId);
    await gateway.context.jobs.create(job);
    expect((await retry(job)).status).toBe(202);
    expect(startedIds()).toEqual([job.jobId]);
  });

  test("is refused where the recording is gone, and while the job's workflow has not ended", async () => {
    const job = await failedJob();
    await gateway.context.objects.delete(jobKeys("local", job.jobId).audio);
    expect(await retry(job)).toMatchObject({
      status: 410,
      body: { code: "audio_lost", detail: expect.stringContaining("Send it again as a new job.") },
    });
    const ending = await failedJob();
    controller.notRunning.delete(ending.jobId);
    const answer = await retry(ending);
    expect(answer).toMatchObject({ status: 409, body: { code: "job_still_ending" } });
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(startedIds()).toEqual([]);
    expect(await gateway.context.jobs.get("local", ending.jobId)).toMatchObject({ state: "failed" });
  });

  test.each([
    ["preparing", "job_not_ended", "still at work"],
    ["transcribing", "job_not_ended", "still at work"],
    ["completed", "job_not_failed", "retry-missing"],
    ["cancelled", "job_not_failed", "Make a new job"],
  ] as const)("is refused of a job that is %s", async (state, code, detail) => {
    const job = await failedJob({ state });
    expect(await retry(job)).toMatchObject({
      status: 409,
      body: { code, detail: expect.stringContaining(detail) },
    });
    expect(await gateway.context.jobs.get("local", job.jobId)).toEqual(job);
  });

  test("takes a place among the tenant's unfinished jobs, and no room for its recording", async () => {
    const limited = await startGateway({
      controller,
      access: { limits: { concurrentJobs: 1, storedBytes: 15 } },
    });
    const { jobId } = await failedJob({ sizeBytes: 12 }, limited);
    const other = await failedJob({ sizeBytes: 0 }, limited);
    const ask = (id: string) => new ApiClient(limited).call("POST", `/v1/jobs/${id}/retry`);
    expect((await ask(jobId)).status).toBe(202);
    expect(await ask(other.jobId)).toMatchObject({ status: 429, body: { code: "job_limit_reached" } });
    await limited.stop();
  });
});
