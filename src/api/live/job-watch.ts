import type { LivePart, LiveProgress } from "../../contracts/http/live.js";
import type { Progress } from "../../contracts/workflow-io.js";
import { isFinalState, type Job } from "../../domain/job.js";
import { jobKeys, partOf } from "../../domain/object-keys.js";
import { roundMs } from "../../domain/spans.js";
import { secondsLeft } from "../../domain/time-left.js";
import { recognitionSchema } from "../../domain/transcript.js";
import { textOfSentences } from "../../domain/words-in-text.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

export type WatchContext = Pick<ApiContext, "jobs" | "objects" | "controller" | "logger">;

export interface JobListener {
  state(job: Job): void;
  progress(progress: LiveProgress): void;
  part(part: LivePart): void;
  /** The last call: with the job in its final state, or nothing where it was erased. */
  end(job: Job | undefined): void;
}

/** Looks at one job again and again, and tells all its listeners what has changed: one of them costs as much as 200. */
export class JobWatch {
  readonly #listeners = new Set<JobListener>();
  readonly #parts = new Map<string, LivePart>();
  #job: Job;
  #progress: LiveProgress | undefined;
  #transcribingSince: number | undefined;
  #partsKnownFor = -1;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: WatchContext,
    job: Job,
    private readonly pollMs: number,
  ) {
    this.#job = job;
  }

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  /** Tells the listener all that is known, then what changes, until it is removed or the job ends. */
  add(listener: JobListener): void {
    const isFirst = this.isIdle;
    this.#listeners.add(listener);
    listener.state(this.#job);
    if (this.#progress !== undefined) listener.progress(this.#progress);
    for (const part of this.#parts.values()) listener.part(part);
    if (isFirst) void this.#look();
  }

  remove(listener: JobListener): void {
    this.#listeners.delete(listener);
    if (this.isIdle) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    let hasEnded = false;
    try {
      hasEnded = await this.#lookOnce();
    } catch (err) {
      // The stores will be back; listeners are told then what they missed.
      this.context.logger.warn({ jobId: this.#job.jobId, err }, "a watched job could not be looked at");
    }
    if (!hasEnded && !this.isIdle) this.#timer = setTimeout(() => void this.#look(), this.pollMs);
  }

  /** True when there will be no more to see. */
  async #lookOnce(): Promise<boolean> {
    const job = await this.context.jobs.get(this.#job.tenantId, this.#job.jobId);
    if (job === undefined) {
      this.#end(undefined);
      return true;
    }
    const isFinal = isFinalState(job.state);
    // A queued job has no workflow that could answer, or is about to leave the queue.
    const progress =
      isFinal || job.state === "queued" ? undefined : await this.context.controller.progress(job);
    if (job.updatedAt !== this.#job.updatedAt) {
      this.#job = job;
      this.#tell((listener) => listener.state(job));
    }
    if (progress !== undefined) this.#tellProgress(progress);
    if (isFinal || (progress !== undefined && progress.chunksDone !== this.#partsKnownFor)) {
      await this.#findParts(job);
      this.#partsKnownFor = progress?.chunksDone ?? -1;
    }
    if (isFinal) this.#end(job);
    return isFinal;
  }

  #tellProgress({ state: _, ...progress }: Progress): void {
    const { audioSeconds, transcribedSeconds, paused } = progress;
    if (this.#job.state === "transcribing") this.#transcribingSince ??= Date.parse(this.#job.updatedAt);
    const previous = this.#progress;
    const isNews =
      previous?.transcribedSeconds !== transcribedSeconds ||
      previous.audioSeconds !== audioSeconds ||
      previous.chunksPlanned !== progress.chunksPlanned ||
      previous.paused !== paused;
    if (!isNews) return;
    const elapsedSeconds = (Date.now() - (this.#transcribingSince ?? Date.now())) / 1000;
    const left = paused ? undefined : secondsLeft(progress, elapsedSeconds);
    const told: LiveProgress = { ...progress, ...(left !== undefined && { secondsLeft: left }) };
    this.#progress = told;
    this.#tell((listener) => listener.progress(told));
  }

  async #findParts(job: Job): Promise<void> {
    for await (const { key } of this.context.objects.list(jobKeys(job.tenantId, job.jobId).partsPrefix)) {
      if (this.#parts.has(key)) continue;
      const part = await this.#readPart(key);
      if (part === undefined) continue;
      this.#parts.set(key, part);
      this.#tell((listener) => listener.part(part));
    }
  }

  async #readPart(key: string): Promise<LivePart | undefined> {
    const place = partOf(key);
    const recognition = place && (await readJson(this.context, key, recognitionSchema));
    if (place === undefined || recognition === undefined) return undefined;
    const timeOf = (seconds: number): number => Math.max(0, roundMs(seconds + place.startSeconds));
    const segments = recognition.segments.map(({ start, end, text }) => ({
      start: timeOf(start),
      end: timeOf(end),
      text: text.trim(),
    }));
    const text = textOfSentences(segments.map((segment) => segment.text));
    return { ...place, startSeconds: timeOf(0), language: recognition.language, text, segments };
  }

  #end(job: Job | undefined): void {
    this.#tell((listener) => listener.end(job));
    this.#listeners.clear();
  }

  #tell(what: (listener: JobListener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}
