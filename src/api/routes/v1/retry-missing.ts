import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { DiaristError } from "../../../domain/errors.js";
import { isFinalState } from "../../../domain/job.js";
import { operation } from "../../operation.js";
import { findJob, requireTranscript } from "../../requested-job.js";

export const retryMissing = operation({
  id: "retryMissing",
  method: "post",
  path: "/v1/jobs/{jobId}/retry-missing",
  tag: "Jobs",
  summary: "Try again what could not be transcribed",
  description:
    "For a completed job whose `missingSeconds` is not 0. What is heard this time is put in its place in the transcript, and " +
    "the note is written again.",
  scope: "jobs:write",
  idempotent: true,
  params: jobIdParams,
  answers: { 202: { description: "It is going to be tried.", json: jobAnswerSchema } },
  problems: [
    "job_not_found",
    "job_not_ended",
    "transcript_unavailable",
    "nothing_missing",
    "workflow_unavailable",
  ],
  handler: async (context, { tenantId, params }) => {
    const job = await findJob(context, tenantId, params.jobId);
    if (!isFinalState(job.state))
      throw new DiaristError("job_not_ended", "The job is still at work. Ask again when it has ended.");
    requireTranscript(job);
    if ((job.missingSeconds ?? 0) === 0)
      throw new DiaristError("nothing_missing", "Every second of the recording is transcribed, or silent.");
    await context.controller.retryMissing(job);
    return { status: 202, body: toJobAnswer(job) };
  },
});
