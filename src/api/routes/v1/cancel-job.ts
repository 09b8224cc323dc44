import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { operation } from "../../operation.js";
import { findRunningJob } from "../../requested-job.js";

export const cancelJob = operation({
  id: "cancelJob",
  method: "post",
  path: "/v1/jobs/{jobId}/cancel",
  tag: "Jobs",
  summary: "Cancel a job",
  description:
    "The job ends as `cancelled` a moment later, when all that worked for it has let go. Its recording stays until the job is erased.",
  scope: "jobs:write",
  params: jobIdParams,
  answers: { 202: { description: "It is being cancelled; the job as it is now.", json: jobAnswerSchema } },
  problems: ["job_not_found", "job_ended", "workflow_unavailable"],
  handler: async (context, { tenantId, params: { jobId }, request }) => {
    const { jobs, controller } = context;
    const job = await findRunningJob(context, tenantId, jobId);
    // One whose workflow was never started, because Temporal was away, has nobody else to end it.
    const isRunning = await controller.cancel(job);
    const now = isRunning ? job : await jobs.update(tenantId, jobId, { state: "cancelled" });
    context.access.audit(request, "job.cancelled", { jobId });
    return { status: 202, body: toJobAnswer(now) };
  },
});
