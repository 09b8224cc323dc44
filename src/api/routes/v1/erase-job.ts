import { jobIdParams } from "../../../contracts/http/common.js";
import { DiaristError } from "../../../domain/errors.js";
import { isFinalState } from "../../../domain/job.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";

// Someone waits for the answer; most workers let go of a cancelled job within a few seconds.
const STOP_TIMEOUT_MS = 20_000;

export const eraseJob = operation({
  id: "eraseJob",
  method: "delete",
  path: "/v1/jobs/{jobId}",
  tag: "Jobs",
  summary: "Erase a job and all that belongs to it",
  description:
    "Recording, transcript, note and the job itself. A running job is cancelled first: nothing is left that could write " +
    "anything of it again. Where that takes long the answer is `job_still_ending`; ask again after `Retry-After`.",
  scope: "jobs:write",
  params: jobIdParams,
  answers: { 204: { description: "Nothing of it is left." } },
  problems: ["job_not_found", "job_still_ending", "workflow_unavailable"],
  handler: async (context, { tenantId, params: { jobId }, request }) => {
    const { jobs, objects, controller } = context;
    const job = await findJob(context, tenantId, jobId);
    if (!(await controller.stop(job, STOP_TIMEOUT_MS)))
      throw new DiaristError(
        "job_still_ending",
        "What works for the job has not let go of it yet. Ask again.",
        {
          retryAfterSeconds: 5,
        },
      );
    // A job that is only queued is not started by a sweep from here on.
    if (!isFinalState(job.state)) await jobs.update(tenantId, jobId, { state: "cancelled" });
    // The item last: while there is anything left, the job can be found and erased again.
    const { prefix } = jobKeys(tenantId, jobId);
    await objects.deletePrefix(prefix);
    await jobs.delete(tenantId, jobId);
    // Someone who was editing meanwhile has found the job still there; from here on nobody does.
    await objects.deletePrefix(prefix);
    // It shows nowhere any more; what the index still holds of it goes with the next comparison, if it cannot go now.
    await context.library
      .forget(tenantId, jobId)
      .catch((err: unknown) => context.logger.warn({ jobId, tenantId, err }, "still in the search index"));
    context.logger.info({ jobId, tenantId }, "job erased");
    context.access.audit(request, "job.erased", { jobId });
    return { status: 204 };
  },
});
