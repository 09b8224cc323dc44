import { jobKeys } from "../domain/object-keys.js";
import type { Job } from "../domain/job.js";
import type { ApiContext } from "./context.js";

/**
 * Makes a job of a recording that lies in the object store already: first its item, then its workflow. When it resolves
 * the job will end whatever dies: where Temporal does not answer just now, the sweep of queued jobs starts it later. When
 * it throws (`storage_unavailable`) nothing of the job is left.
 */
export async function submitJob(context: ApiContext, job: Job): Promise<void> {
  try {
    await context.jobs.create(job);
  } catch (error) {
    await withdraw(context, job);
    throw error;
  }
  try {
    await context.starter.start(job);
  } catch (error) {
    context.logger.warn({ jobId: job.jobId, err: error }, "the job waits for the sweep of queued jobs");
  }
}

/** The item goes first: a job whose recording is gone could only fail, a recording without a job is only space. */
async function withdraw({ jobs, objects, logger }: ApiContext, { tenantId, jobId }: Job): Promise<void> {
  try {
    await jobs.delete(tenantId, jobId);
    await objects.deletePrefix(jobKeys(tenantId, jobId).prefix);
  } catch (error) {
    // If the item is still there, the sweeper will start the job after all.
    logger.error({ jobId, err: error }, "what was stored of a refused job could not be removed");
  }
}
