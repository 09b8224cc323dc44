import type { Progress } from "../contracts/workflow-io.js";
import type { Job } from "../domain/job.js";

/** Steers jobs that were started. Every method throws DiaristError `workflow_unavailable` when nobody answers. */
export interface JobController {
  /** Asks for the job's end; gives back false where nothing of it runs. */
  cancel(job: Job): Promise<boolean>;
  /** Running chunks finish and no more start; gives back false where the job does not run. */
  pause(job: Job): Promise<boolean>;
  resume(job: Job): Promise<boolean>;
  /** Has the note written again. Resolves when that is sure to happen, not when it has. */
  rewriteNote(job: Job): Promise<void>;
  /** Has what is missing from the transcript tried again; resolves when that is sure to happen. */
  retryMissing(job: Job): Promise<void>;
  /** Has the recording measured for players; resolves when that is sure to happen. */
  makeWaveform(job: Job): Promise<void>;
  /**
   * Waits for the end of the job's own workflow, which comes a moment after the job's last state is written; gives back false
   * when that takes longer than `timeoutMs`.
   */
  untilEnded(job: Job, timeoutMs: number): Promise<boolean>;
  /** How far the job is; undefined where it does not run or no worker can say just now. */
  progress(job: Job): Promise<Progress | undefined>;
  /**
   * Cancels whatever works for the job, and waits until nothing does; gives back false when that takes longer than
   * `timeoutMs`.
   */
  stop(job: Job, timeoutMs: number): Promise<boolean>;
}
