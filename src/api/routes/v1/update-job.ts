import { jobIdParams } from "../../../contracts/http/common.js";
import { jobChangeSchema } from "../../../contracts/http/job-fields.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { operation } from "../../operation.js";

export const updateJob = operation({
  id: "updateJob",
  method: "patch",
  path: "/v1/jobs/{jobId}",
  tag: "Jobs",
  summary: "Change a job's title, tags or metadata",
  description: "At any time. What is given replaces what was there; the rest stays.",
  scope: "jobs:write",
  params: jobIdParams,
  json: jobChangeSchema,
  answers: { 200: { description: "The job as it is now.", json: jobAnswerSchema } },
  problems: ["job_not_found"],
  handler: async ({ jobs }, { tenantId, params, body: { title, tags, metadata } }) => {
    const job = await jobs.update(tenantId, params.jobId, {
      ...(title !== undefined && { title }),
      ...(tags !== undefined && { tags }),
      ...(metadata !== undefined && { metadata }),
    });
    return { status: 200, body: toJobAnswer(job) };
  },
});
