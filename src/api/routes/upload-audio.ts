import type { RequestHandler } from "express";
import { randomUUID } from "node:crypto";
import { legacyStatus, type Job } from "../../domain/job.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { submitJob } from "../submit-job.js";
import { tenantOf } from "../tenant.js";
import { receiveRecording } from "../upload/receive-recording.js";

/** `POST /upload-audio/`: 200 once the recording and the job are stored, from when on nothing can lose them. */
export function uploadAudio(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const tenantId = tenantOf(request);
    const jobId = randomUUID();
    const recording = await receiveRecording(context, request, response, jobKeys(tenantId, jobId).audio);
    const now = new Date().toISOString();
    const job: Job = {
      jobId,
      tenantId,
      ...recording,
      state: "queued",
      options: {},
      createdAt: now,
      updatedAt: now,
      note: { status: "pending" },
    };
    await submitJob(context, job);
    context.logger.info(
      { jobId, tenantId, sizeBytes: job.sizeBytes, contentType: job.contentType },
      "job queued",
    );
    response.json({ job_id: jobId, status: legacyStatus(job.state) });
  };
}
