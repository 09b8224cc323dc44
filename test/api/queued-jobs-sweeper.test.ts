import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepQueuedJobs } from "../../src/api/queued-jobs-sweeper.js";
import { FakeJobStarter } from "../support/job-starter.js";
import { makeJob } from "../support/job.js";
import { startJobStore, type TestJobStore } from "../support/stores.js";

let server: TestJobStore;
beforeAll(async () => {
  server = await startJobStore();
});
afterAll(() => server.stop());

test("jobs that have been queued for a minute are started, and no others", async () => {
  const now = new Date();
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  const forgotten = makeJob({ createdAt: ago(61) });
  const others = [
    makeJob({ createdAt: ago(59) }),
    makeJob({ createdAt: ago(600), state: "transcribing" }),
    makeJob({ createdAt: ago(600), state: "completed" }),
  ];
  for (const job of [forgotten, ...others]) await server.jobs.create(job);
  const starter = new FakeJobStarter();
  expect(await sweepQueuedJobs({ jobs: server.jobs, starter }, now)).toBe(1);
  expect(starter.started).toEqual([forgotten]);
});
