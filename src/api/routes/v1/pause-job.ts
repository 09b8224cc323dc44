import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { operation, type Operation } from "../../operation.js";
import { findRunningJob, jobHasEnded } from "../../requested-job.js";

export const pauseJob = steering({
  verb: "pause",
  summary: "Pause a job",
  description:
    "Parts that are being transcribed are finished; no further one is begun. Pausing twice does no harm.",
  paused: true,
});

export const resumeJob = steering({
  verb: "resume",
  summary: "Let a paused job go on",
  description: "Does nothing to a job that is not paused.",
  paused: false,
});

interface Steering {
  verb: "pause" | "resume";
  summary: string;
  description: string;
  paused: boolean;
}

function steering({ verb, summary, description, paused }: Steering): Operation {
  return operation({
    id: `${verb}Job`,
    method: "post",
    path: `/v1/jobs/{jobId}/${verb}`,
    tag: "Jobs",
    summary,
    description,
    scope: "jobs:write",
    params: jobIdParams,
    answers: { 200: { description: "The job as it is now.", json: jobAnswerSchema } },
    problems: ["job_not_found", "job_ended", "workflow_unavailable"],
    handler: async (context, { tenantId, params: { jobId } }) => {
      const job = await findRunningJob(context, tenantId, jobId);
      if (!(await context.controller[verb](job))) throw jobHasEnded(job);
      return { status: 200, body: toJobAnswer(await context.jobs.update(tenantId, jobId, { paused })) };
    },
  });
}
