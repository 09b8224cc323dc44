import type { JobChange } from "../../../src/storage/ports.js";
import type { ChunkRef, Plan } from "../../../src/domain/audio.js";
import type { Failure, Job } from "../../../src/domain/job.js";
import { jobKeys, partKey } from "../../../src/domain/object-keys.js";
import type { Recognition, Segment, Transcript } from "../../../src/domain/transcript.js";
import type { TestGateway } from "../../support/gateway.js";

/** Does by hand what the workers do: leaves plan, parts and transcript in the stores, and changes the job's state. */
export class StandIn {
  constructor(private readonly gateway: Pick<TestGateway, "context" | "starter">) {}

  /** How many jobs were begun: nothing else costs anything. */
  get begun(): number {
    return this.gateway.starter.started.length;
  }

  /** From now on each job is transcribed as soon as it is started. */
  transcribeAll(transcript: Transcript): void {
    const { starter } = this.gateway;
    starter.start = async (job) => {
      starter.started.push(job);
      await this.transcribe(job, transcript);
    };
  }

  /** The job's transcript is there, and its note is being written. */
  async transcribe(job: Job, transcript: Transcript): Promise<void> {
    await this.put(jobKeys(job.tenantId, job.jobId).transcript, transcript);
    await this.change(job, { state: "writing_note" });
  }

  async fail(job: Job, failure: Failure): Promise<void> {
    await this.change(job, { state: "failed", failure });
  }

  async plan(job: Job, plan: Plan): Promise<void> {
    await this.put(jobKeys(job.tenantId, job.jobId).plan, plan);
  }

  async hear(job: Job, chunk: ChunkRef, recognition: Recognition): Promise<void> {
    const settings = "ab".repeat(32);
    await this.put(partKey(jobKeys(job.tenantId, job.jobId), chunk, settings), recognition);
  }

  async change({ tenantId, jobId }: Job, change: JobChange): Promise<void> {
    await this.gateway.context.jobs.update(tenantId, jobId, change);
  }

  private async put(key: string, value: unknown): Promise<void> {
    await this.gateway.context.objects.put(key, JSON.stringify(value));
  }
}

/** A segment of these words, half a second each. */
export function segmentOf(id: number, start: number, text: string): Segment {
  const words = text.split(" ").map((word, index) => ({
    word,
    start: start + index / 2,
    end: start + index / 2 + 0.4,
    probability: 0.9,
  }));
  return { id, start, end: words.at(-1)?.end ?? start, text, words, avgLogprob: -0.25 };
}

/** A transcript of segments that begin every ten seconds. */
export function transcriptOf(texts: string[], changes: Partial<Transcript> = {}): Transcript {
  const segments = texts.map((text, index) => segmentOf(index, index * 10, text));
  const durationSeconds = texts.length * 10 + 0.5;
  const transcribedSeconds = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    language: "en",
    durationSeconds,
    text: texts.join(" "),
    segments,
    coverage: { transcribedSeconds, silentSeconds: durationSeconds - transcribedSeconds, missing: [] },
    engine: { model: "base", timing: "word" },
    ...changes,
  };
}
