import type { Job } from "../../domain/job.js";
import { JobWatch, type JobListener, type WatchContext } from "./job-watch.js";

/** Chunks take seconds at least, so that nothing is missed that anyone could see. */
const POLL_MS = 1_000;

/** One watch for each job that anyone listens to. */
export class LiveJobs {
  readonly #watches = new Map<string, JobWatch>();

  constructor(
    private readonly context: WatchContext,
    private readonly pollMs = POLL_MS,
  ) {}

  /** How many jobs are looked at. */
  get size(): number {
    return this.#watches.size;
  }

  /** Tells the listener of the job until its end, or until what this gives back is called. */
  follow(job: Job, listener: JobListener): () => void {
    const key = `${job.tenantId}/${job.jobId}`;
    const watch = this.#watches.get(key) ?? new JobWatch(this.context, job, this.pollMs);
    this.#watches.set(key, watch);
    const told: JobListener = {
      state: (now) => listener.state(now),
      progress: (progress) => listener.progress(progress),
      part: (part) => listener.part(part),
      end: (ended) => {
        forget();
        listener.end(ended);
      },
    };
    const forget = (): void => {
      if (this.#watches.get(key) === watch) this.#watches.delete(key);
    };
    watch.add(told);
    return () => {
      watch.remove(told);
      if (watch.isIdle) forget();
    };
  }
}
