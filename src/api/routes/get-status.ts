import { z } from "zod";
import { LEGACY_STATUSES, legacyStatus } from "../../domain/job.js";
import { rawOperation } from "../operation.js";
import { requestedJob } from "../requested-job.js";

const statusSchema = z.object({
  job_id: z.string(),
  status: z.enum(LEGACY_STATUSES),
  file_name: z.string(),
});

export const getStatus = rawOperation({
  id: "legacyGetStatus",
  method: "get",
  path: "/status/{job_id}",
  tag: "Earlier clients",
  summary: "How far a job is",
  description: "A cancelled job counts as `error` here.",
  scope: "jobs:read",
  params: z.object({ job_id: z.uuid() }),
  answers: { 200: { description: "Its status.", json: statusSchema } },
  problems: ["job_not_found"],
  handle: (context) => async (request, response) => {
    const job = await requestedJob(context, request);
    response.json({ job_id: job.jobId, status: legacyStatus(job.state), file_name: job.fileName });
  },
});
