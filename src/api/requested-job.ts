import type { Request } from "express";
import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import { hasTranscript, isFinalState, type Job } from "../domain/job.js";
import type { ApiContext } from "./context.js";
import { tenantOf } from "./tenant.js";

/** Throws DiaristError `job_not_found`, for another tenant's job too. */
export async function findJob(
  { jobs }: Pick<ApiContext, "jobs">,
  tenantId: string,
  jobId: string,
): Promise<Job> {
  const job = await jobs.get(tenantId, jobId);
  if (job === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
  return job;
}

/** The job that the path's `job_id` names, as clients of the replaced system write it. Throws `job_not_found`. */
export async function requestedJob(context: ApiContext, request: Request): Promise<Job> {
  const parsed = z.uuid().safeParse(request.params["job_id"]);
  if (!parsed.success)
    throw new DiaristError("job_not_found", "There is no such job: a job's id has the form of a UUID.");
  return findJob(context, tenantOf(request), parsed.data.toLowerCase());
}

/** Throws `job_not_found`, and `job_ended` for a job in a final state. */
export async function findRunningJob(context: ApiContext, tenantId: string, jobId: string): Promise<Job> {
  const job = await findJob(context, tenantId, jobId);
  if (isFinalState(job.state)) throw jobHasEnded(job);
  return job;
}

export function jobHasEnded({ jobId, state }: Job): DiaristError {
  return new DiaristError("job_ended", `The job ${jobId} has ended (${state}).`);
}

/** Throws `transcript_not_ready` where there will be one, and `transcript_unavailable` where there will not. */
export function requireTranscript({ state }: Job): void {
  if (hasTranscript(state)) return;
  if (isFinalState(state))
    throw new DiaristError("transcript_unavailable", `The job has ended (${state}) without a transcript.`);
  throw new DiaristError("transcript_not_ready", `The job is ${state}. Ask again when it is completed.`);
}
