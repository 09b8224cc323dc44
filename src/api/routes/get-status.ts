import type { RequestHandler } from "express";
import { legacyStatus } from "../../domain/job.js";
import type { ApiContext } from "../context.js";
import { requestedJob } from "../requested-job.js";

/** `GET /status/{job_id}` */
export function getStatus(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const job = await requestedJob(context, request);
    response.json({ job_id: job.jobId, status: legacyStatus(job.state), file_name: job.fileName });
  };
}
