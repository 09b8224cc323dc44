import type { Job } from "../domain/job.js";

/** Sets a stored job going. */
export interface JobStarter {
  /**
   * Starts the job's workflow; does nothing where it was started before, so that it may be called again at any time. That of
   * a job that was taken up again is started beside the one that failed.
   * Throws DiaristError `workflow_unavailable`.
   */
  start(job: Job): Promise<void>;
}
