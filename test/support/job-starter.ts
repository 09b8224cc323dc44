import type { JobStarter } from "../../src/api/job-starter.js";
import type { DiaristError } from "../../src/domain/errors.js";
import type { Job } from "../../src/domain/job.js";

/** Remembers what it was asked to start, and fails on demand. */
export class FakeJobStarter implements JobStarter {
  readonly started: Job[] = [];
  failure: DiaristError | undefined;

  async start(job: Job): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.started.push(job);
  }
}
