import { setTimeout as sleep } from "node:timers/promises";
import { DiaristError } from "../../domain/errors.js";
import { hasTranscript, isFinalState, type Job } from "../../domain/job.js";
import type { ApiContext } from "../context.js";
import { findJob } from "../requested-job.js";

/*
 * How long after a transcript somebody may still wait for it: a hundredth of the time it took, within these. The shorter
 * one is not felt, the longer one costs two reads a second.
 */
const SHORTEST_POLL_MS = 100;
const LONGEST_POLL_MS = 500;
const POLL_SHARE = 0.01;

type JobRef = Pick<Job, "tenantId" | "jobId">;

interface Watch {
  waiting: number;
  stop: AbortController;
  result: Promise<Job>;
}

/** Waits for transcripts: one reader of the job store for each job, however many wait for it. */
export class TranscriptWatch {
  readonly #watches = new Map<string, Watch>();

  constructor(private readonly context: ApiContext) {}

  /**
   * Resolves when the job has its transcript or has ended without one. Rejects with `job_not_found` when it is erased, and
   * with the signal's reason when the one who waits has left.
   */
  async until(job: JobRef, gone: AbortSignal): Promise<Job> {
    const watch = this.#watches.get(job.jobId) ?? this.#begin(job);
    watch.waiting += 1;
    try {
      return await Promise.race([watch.result, rejection(gone)]);
    } finally {
      watch.waiting -= 1;
      if (watch.waiting === 0) {
        this.#watches.delete(job.jobId);
        watch.stop.abort();
      }
    }
  }

  #begin(job: JobRef): Watch {
    const stop = new AbortController();
    const watch = { waiting: 0, stop, result: this.#follow(job, stop.signal) };
    // Whoever waits sees it; when nobody does any more it is no crash.
    watch.result.catch(() => undefined);
    this.#watches.set(job.jobId, watch);
    return watch;
  }

  async #follow({ tenantId, jobId }: JobRef, stop: AbortSignal): Promise<Job> {
    const startedAt = performance.now();
    for (;;) {
      const job = await findJob(this.context, tenantId, jobId).catch(unlessAway);
      if (job !== undefined && (hasTranscript(job.state) || isFinalState(job.state))) return job;
      const elapsedMs = performance.now() - startedAt;
      const pollMs = Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, elapsedMs * POLL_SHARE));
      await sleep(pollMs, undefined, { signal: stop });
    }
  }
}

/** A store that is away for a moment must not cost the answer to hours of work. */
function unlessAway(error: unknown): undefined {
  if (error instanceof DiaristError && error.code === "storage_unavailable") return undefined;
  throw error;
}

function rejection(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = (): void => {
    reject(signal.reason instanceof Error ? signal.reason : new Error("Nobody waits any more"));
  };
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  // It may come when the race is over.
  promise.catch(() => undefined);
  return promise;
}
