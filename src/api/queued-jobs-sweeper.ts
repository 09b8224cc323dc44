import type { ApiContext } from "./context.js";

const INTERVAL_MS = 60_000;
/** Younger ones are most likely being started by the request that made them. */
const MIN_AGE_MS = 60_000;

type SweeperContext = Pick<ApiContext, "jobs" | "starter" | "logger">;

/**
 * Starts the workflows of jobs that have been queued for a minute: a gateway may have died between the job's item and its
 * start. Harmless for jobs that only wait their turn, and beside other gateways that do the same. Gives back how many.
 */
export async function sweepQueuedJobs(
  context: Pick<SweeperContext, "jobs" | "starter">,
  now = new Date(),
): Promise<number> {
  let count = 0;
  for await (const job of context.jobs.listQueued(new Date(now.getTime() - MIN_AGE_MS))) {
    await context.starter.start(job);
    count += 1;
  }
  return count;
}

/** Sweeps now and every minute; a sweep that fails is tried again with the next. Returns what ends it. */
export function startSweeping(context: SweeperContext): () => void {
  let running = false;
  const sweep = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      const count = await sweepQueuedJobs(context);
      if (count > 0) context.logger.info({ count }, "jobs that had been queued for long were started");
    } catch (error) {
      context.logger.warn({ err: error }, "queued jobs could not be swept");
    } finally {
      running = false;
    }
  };
  void sweep();
  const timer = setInterval(() => void sweep(), INTERVAL_MS);
  return () => clearInterval(timer);
}
