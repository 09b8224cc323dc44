import type { ApiContext } from "./context.js";

/** Younger ones are most likely being started by the request that made them. */
const MIN_AGE_MS = 60_000;

/**
 * Starts the workflows of jobs that have been queued for a minute: a gateway may have died between the job's item and its
 * start. Harmless for jobs that only wait their turn, and beside other gateways that do the same. Gives back how many.
 */
export async function sweepQueuedJobs(
  context: Pick<ApiContext, "jobs" | "starter">,
  now = new Date(),
): Promise<number> {
  let count = 0;
  for await (const job of context.jobs.listQueued(new Date(now.getTime() - MIN_AGE_MS))) {
    await context.starter.start(job);
    count += 1;
  }
  return count;
}
