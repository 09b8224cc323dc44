import type { ApiContext } from "./context.js";

/** Younger ones are most likely being started by the request that made them. */
const MIN_AGE_MS = 60_000;

/**
 * Starts the workflows of jobs that have been queued for a minute: Temporal may have been away at their upload, or a gateway
 * have died. Harmless for jobs that only wait their turn, and beside other gateways. Gives back how many there were.
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
