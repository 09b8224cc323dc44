import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { DiaristError } from "../../../domain/errors.js";
import { isFinalState, type Job } from "../../../domain/job.js";
import { jobKeys } from "../../../domain/object-keys.js";
import type { ApiContext } from "../../context.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";
import { setGoing } from "../../submit-job.js";

/** Most workflows are gone within a second of writing their job's last state. */
const ENDING_MS = 5_000;

export const retryJob = operation({
  id: "retryJob",
  method: "post",
  path: "/v1/jobs/{jobId}/retry",
  tag: "Jobs",
  summary: "Take up a failed job again",
  description:
    "It is queued again under its id, with its recording and its options, and what was transcribed before it failed is not " +
    "transcribed a second time. A job that is queued already stays so. For a completed job there are `retry-missing` and " +
    "`note`; of a cancelled one a new job has to be made.",
  scope: "jobs:write",
  idempotent: true,
  params: jobIdParams,
  answers: { 202: { description: "It is queued.", json: jobAnswerSchema } },
  problems: [
    "job_not_found",
    "job_not_ended",
    "job_not_failed",
    "job_still_ending",
    "audio_lost",
    "job_limit_reached",
    "workflow_unavailable",
  ],
  handler: async (context, { tenantId, params: { jobId }, request }) => {
    const { jobs, controller, access } = context;
    const job = await findJob(context, tenantId, jobId);
    if (job.state === "queued") return { status: 202, body: toJobAnswer(job) };
    requireFailed(job);
    await requireRecording(context, job);
    // What still runs could write the earlier failure into the job again.
    if (!(await controller.untilEnded(job, ENDING_MS)))
      throw new DiaristError(
        "job_still_ending",
        "The job has failed and is still being tidied up. Ask again.",
        {
          retryAfterSeconds: 5,
        },
      );
    // Its recording was counted when it came.
    await access.admission.admit({ ...job, sizeBytes: 0 });
    const queued = await jobs.requeue(tenantId, jobId);
    // Another request was quicker, and starts it.
    if (queued === undefined)
      return { status: 202, body: toJobAnswer(await findJob(context, tenantId, jobId)) };
    context.logger.info({ jobId, tenantId, retries: queued.retries }, "job queued again");
    access.audit(request, "job.retried", { jobId });
    await setGoing(context, queued);
    return { status: 202, body: toJobAnswer(queued) };
  },
});

function requireFailed({ state }: Job): void {
  if (state === "failed") return;
  if (!isFinalState(state))
    throw new DiaristError("job_not_ended", "The job is still at work. Ask again when it has ended.");
  throw new DiaristError(
    "job_not_failed",
    state === "completed"
      ? "The job is completed. Missing parts are tried again with retry-missing, and a note is written again with note."
      : "The job was cancelled, and what was made of it is gone. Make a new job of its recording.",
  );
}

/** One that was never fetched is fetched now. */
async function requireRecording({ objects }: ApiContext, job: Job): Promise<void> {
  if (job.sourceUrl !== undefined && job.sha256 === "") return;
  if ((await objects.head(jobKeys(job.tenantId, job.jobId).audio)) !== undefined) return;
  throw new DiaristError(
    "audio_lost",
    "The job's recording is not there any more. Send it again as a new job.",
  );
}
