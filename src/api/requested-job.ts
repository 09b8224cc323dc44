import type { Request } from "express";
import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import type { Job } from "../domain/job.js";
import type { ApiContext } from "./context.js";
import { tenantOf } from "./tenant.js";

/** The job that the path's `job_id` names. Throws DiaristError `malformed_job_id` or `job_not_found`. */
export async function requestedJob(context: ApiContext, request: Request): Promise<Job> {
  const parsed = z.uuid().safeParse(request.params["job_id"]);
  if (!parsed.success) throw new DiaristError("malformed_job_id", "A job id has the form of a UUID.");
  const jobId = parsed.data.toLowerCase();
  const job = await context.jobs.get(tenantOf(request), jobId);
  if (job === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
  return job;
}
