import type { JobController } from "../../src/api/job-controller.js";
import type { Progress } from "../../src/contracts/workflow-io.js";
import type { Job } from "../../src/domain/job.js";

/** Remembers what was asked of it, as `verb jobId`. Its jobs run until they are in `notRunning`. */
export class FakeJobController implements JobController {
  readonly asked: string[] = [];
  readonly notRunning = new Set<string>();
  /** By job id. */
  readonly progresses = new Map<string, Progress>();
  /** Whether whatever runs stops when it is told to. */
  stops = true;

  async cancel(job: Job): Promise<boolean> {
    return this.#steer("cancel", job);
  }

  async pause(job: Job): Promise<boolean> {
    return this.#steer("pause", job);
  }

  async resume(job: Job): Promise<boolean> {
    return this.#steer("resume", job);
  }

  async rewriteNote(job: Job): Promise<void> {
    this.#steer("rewriteNote", job);
  }

  async retryMissing(job: Job): Promise<void> {
    this.#steer("retryMissing", job);
  }

  async makeWaveform(job: Job): Promise<void> {
    this.#steer("makeWaveform", job);
  }

  async untilEnded(job: Job): Promise<boolean> {
    return !this.#steer("untilEnded", job);
  }

  async progress({ jobId }: Job): Promise<Progress | undefined> {
    return this.progresses.get(jobId);
  }

  async stop(job: Job): Promise<boolean> {
    this.#steer("stop", job);
    return this.stops;
  }

  #steer(verb: string, { jobId }: Job): boolean {
    this.asked.push(`${verb} ${jobId}`);
    return !this.notRunning.has(jobId);
  }
}
