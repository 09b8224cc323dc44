import { MockActivityEnvironment } from "@temporalio/testing";
import { createHash } from "node:crypto";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFetchRecordingActivities } from "../../../src/activities/fetch-recording.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { createGuardedFetch } from "../../../src/net/guarded-fetch.js";
import { createRemoteFiles } from "../../../src/net/remote-files.js";
import { allow, startHost, WORLD, type Host } from "../../net/two-hosts.js";
import { makeJob } from "../../support/job.js";
import { makeWav } from "../../support/recordings.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../../support/stores.js";
import { countUnfinishedUploads } from "../../support/unfinished-uploads.js";

const MAX_BYTES = 24 * 1024 ** 2;

let objectStore: TestObjectStore;
let jobStore: TestJobStore;
let host: Host;
let answer: RequestListener;
beforeAll(async () => {
  objectStore = await startObjectStore();
  jobStore = await startJobStore();
  host = await startHost(WORLD, (request, response) => answer(request, response));
});
afterAll(async () => {
  await host.stop();
  await objectStore.stop();
  await jobStore.stop();
});

async function queued() {
  const sourceUrl = `http://${WORLD}:${String(host.port)}/a/b.wav?signature=secret`;
  const job = makeJob({ sourceUrl, sha256: "", sizeBytes: 0, contentType: "application/octet-stream" });
  await jobStore.jobs.create(job);
  return job;
}

async function run(job: { jobId: string; tenantId: string }): Promise<void> {
  const { fetchRecording } = createFetchRecordingActivities({
    objects: objectStore.objects,
    jobs: jobStore.jobs,
    remoteFiles: createRemoteFiles({ fetch: createGuardedFetch({ allow }), maxBytes: MAX_BYTES }),
  });
  const { jobId, tenantId } = job;
  await new MockActivityEnvironment().run(fetchRecording, { jobId, tenantId });
}

test("a recording is brought to where an uploaded one would lie, once, and its secret is forgotten", async () => {
  const body = makeWav(20 * 1024 ** 2);
  let requests = 0;
  answer = (_request, response) => {
    requests += 1;
    response.writeHead(200, { "content-type": "audio/x-wav; x=y", "content-length": body.length }).end(body);
  };
  const job = await queued();
  await run(job);
  expect((await objectStore.objects.get(jobKeys("local", job.jobId).audio))?.equals(body)).toBe(true);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const fetched = await jobStore.jobs.get("local", job.jobId);
  expect(fetched).toMatchObject({ sha256, sizeBytes: body.length, contentType: "audio/x-wav" });
  expect(JSON.stringify(fetched)).not.toContain("secret");
  expect(await jobStore.jobs.findByContent("local", sha256)).toEqual(fetched);
  await run(job);
  expect(requests).toBe(1);
});

test("nothing stays of a recording that is too large", async () => {
  const body = makeWav(MAX_BYTES);
  answer = (_request, response) => {
    response.write(body.subarray(0, 20_000_000), () => response.end(body.subarray(20_000_000)));
  };
  const job = await queued();
  await expect(run(job)).rejects.toMatchObject({ code: "source_too_large" });
  expect(await objectStore.objects.head(jobKeys("local", job.jobId).audio)).toBeUndefined();
  expect(await countUnfinishedUploads(objectStore)).toBe(0);
});

test("nothing is stored of nothing", async () => {
  answer = (_request, response) => response.end();
  const job = await queued();
  await expect(run(job)).rejects.toMatchObject({ code: "file_empty" });
  expect(await objectStore.objects.head(jobKeys("local", job.jobId).audio)).toBeUndefined();
});

test("nothing comes to lie there of a job that was erased meanwhile", async () => {
  const job = await queued();
  answer = (_request, response) => {
    void jobStore.jobs.delete("local", job.jobId).then(() => response.end(makeWav(100)));
  };
  await expect(run(job)).rejects.toMatchObject({ code: "job_not_found" });
  expect(await objectStore.objects.head(jobKeys("local", job.jobId).audio)).toBeUndefined();
});
