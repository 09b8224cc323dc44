import type { Job } from "../domain/job.js";

/** Sets a stored job going. */
export interface JobStarter {
  /**
   * Starts the job's workflow; does nothing where it was started before, so that it may be called again at any time.
   * Throws DiaristError `workflow_unavailable`.
   */
  start(job: Job): Promise<void>;
}
