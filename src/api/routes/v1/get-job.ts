import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";

export const getJob = operation({
  id: "getJob",
  method: "get",
  path: "/v1/jobs/{jobId}",
  tag: "Jobs",
  summary: "Read a job",
  scope: "jobs:read",
  params: jobIdParams,
  answers: { 200: { description: "The job.", json: jobAnswerSchema } },
  problems: ["job_not_found"],
  handler: async (context, { tenantId, params }) => ({
    status: 200,
    body: toJobAnswer(await findJob(context, tenantId, params.jobId)),
  }),
});
