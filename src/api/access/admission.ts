import { DiaristError } from "../../domain/errors.js";
import { isFinalState, type Job } from "../../domain/job.js";
import type { Limits } from "../../domain/limits.js";
import type { JobStore } from "../../storage/ports.js";
import type { Room, TenantStore, TenantUsage } from "../../storage/tenant-port.js";
import type { TenantLimits } from "./tenant-limits.js";

/*
 * Nobody reports a job's end or an erased recording here, so nothing can be forgotten to be reported: what is in use is
 * counted up as jobs come, and looked up in the job store when there seems to be no room left, or after a day.
 */
const DAY_MS = 24 * 3_600_000;
/** Between being counted in and being stored a job is nowhere else. */
const BEING_STORED_MS = 60_000;
/** Those who are at their limit and go on asking do not cause a look-up each. */
const LOOK_UP_MS = 2_000;
/** This one reads all the tenant's jobs. */
const COUNT_MS = 30_000;
const PAGE_SIZE = 500;
/** When jobs end is not known. */
const RETRY_JOBS_SECONDS = 30;
/** Somebody has to erase something. */
const RETRY_BYTES_SECONDS = 3600;

export interface AdmissionOptions {
  store: TenantStore;
  jobs: Pick<JobStore, "get" | "list">;
  limits: TenantLimits;
  now?: () => number;
}

/** Whether a tenant may have another job, by its limits on unfinished jobs, stored bytes and minutes of audio. */
export class Admission {
  readonly #store: TenantStore;
  readonly #jobs: Pick<JobStore, "get" | "list">;
  readonly #limits: TenantLimits;
  readonly #now: () => number;
  readonly #lookedUpAt = new Map<string, number>();
  readonly #countedAt = new Map<string, number>();

  constructor({ store, jobs, limits, now = Date.now }: AdmissionOptions) {
    this.#store = store;
    this.#jobs = jobs;
    this.#limits = limits;
    this.#now = now;
  }

  /** Before a recording is sent, that would be refused anyway. Throws `job_`, `storage_` or `audio_limit_reached`. */
  async refuseEarly(tenantId: string): Promise<void> {
    const limits = await this.#limits.of(tenantId);
    await this.#refuseAudio(tenantId, limits);
    if (!isLimited(limits)) return;
    const fullFor = (usage: TenantUsage | undefined) => usage && refusalOf(usage, limits, 1);
    if (fullFor(await this.#store.usage(tenantId)) === undefined) return;
    await this.#makeRoom(tenantId, limits, 1);
    const refusal = fullFor(await this.#store.usage(tenantId));
    if (refusal !== undefined) throw refusal;
  }

  /** Counts a job in, just before it is stored. Throws `job_limit_reached` or `storage_limit_reached`. */
  async admit({ tenantId, jobId, sizeBytes }: Pick<Job, "tenantId" | "jobId" | "sizeBytes">): Promise<void> {
    const limits = await this.#limits.of(tenantId);
    if (!isLimited(limits)) return;
    const claim = (): Promise<boolean> => {
      const at = this.#now();
      return this.#store.claim(tenantId, { jobId, sizeBytes, at }, roomIn(limits), at - DAY_MS);
    };
    if (await claim()) return;
    await this.#makeRoom(tenantId, limits, sizeBytes);
    if (await claim()) return;
    const usage = await this.#store.usage(tenantId);
    // Another took the last room and let go of it again, between our asking for it and looking.
    throw (usage && refusalOf(usage, limits, sizeBytes)) ?? tooManyJobs(limits.concurrentJobs);
  }

  async #refuseAudio(tenantId: string, { audioMinutesPerDay }: Limits): Promise<void> {
    if (audioMinutesPerDay === undefined) return;
    const now = this.#now();
    const seconds = await this.#store.audioSeconds(tenantId, new Date(now).toISOString().slice(0, 10));
    if (seconds < audioMinutesPerDay * 60) return;
    throw new DiaristError(
      "audio_limit_reached",
      `Today's ${String(audioMinutesPerDay)} minutes of audio are used up; the next day begins at midnight UTC.`,
      { retryAfterSeconds: Math.ceil((DAY_MS - (now % DAY_MS)) / 1000) },
    );
  }

  async #makeRoom(tenantId: string, limits: Limits, sizeBytes: number): Promise<void> {
    const now = this.#now();
    const usage = await this.#store.usage(tenantId);
    const isOld = usage === undefined || usage.countedAt <= now - DAY_MS;
    if (isOld || (lacksBytes(usage, limits, sizeBytes) && due(this.#countedAt, tenantId, now, COUNT_MS)))
      await this.#count(tenantId, usage, now);
    if (usage !== undefined && due(this.#lookedUpAt, tenantId, now, LOOK_UP_MS))
      await this.#releaseEnded(tenantId, usage, now);
  }

  /** The sum of all recordings, and before the first job was ever counted in also the jobs that are unfinished. */
  async #count(tenantId: string, earlier: TenantUsage | undefined, now: number): Promise<void> {
    const counted: TenantUsage = { jobs: {}, storedBytes: 0, countedAt: now };
    let cursor: string | undefined;
    do {
      const page = await this.#jobs.list(tenantId, {
        limit: PAGE_SIZE,
        ...(cursor !== undefined && { cursor }),
      });
      for (const { jobId, sizeBytes, state } of page.jobs) {
        counted.storedBytes += sizeBytes;
        if (!isFinalState(state)) counted.jobs[jobId] = now;
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    await this.#store.putCount(tenantId, earlier, counted);
  }

  async #releaseEnded(tenantId: string, { jobs }: TenantUsage, now: number): Promise<void> {
    const ended: string[] = [];
    for (const [jobId, at] of Object.entries(jobs)) {
      const job = await this.#jobs.get(tenantId, jobId);
      if (job === undefined ? now - at > BEING_STORED_MS : isFinalState(job.state)) ended.push(jobId);
    }
    if (ended.length > 0) await this.#store.release(tenantId, ended);
  }
}

function isLimited({ concurrentJobs, storedBytes }: Limits): boolean {
  return concurrentJobs !== undefined || storedBytes !== undefined;
}

function roomIn({ concurrentJobs, storedBytes }: Limits): Room {
  return { concurrentJobs, storedBytes };
}

function lacksBytes(usage: TenantUsage, { storedBytes }: Limits, sizeBytes: number): boolean {
  return storedBytes !== undefined && usage.storedBytes + sizeBytes > storedBytes;
}

function refusalOf(usage: TenantUsage, limits: Limits, sizeBytes: number): DiaristError | undefined {
  const { concurrentJobs, storedBytes } = limits;
  if (concurrentJobs !== undefined && Object.keys(usage.jobs).length >= concurrentJobs)
    return tooManyJobs(concurrentJobs);
  if (!lacksBytes(usage, limits, sizeBytes)) return undefined;
  return new DiaristError(
    "storage_limit_reached",
    `${usage.storedBytes} of ${String(storedBytes)} bytes are in use: erase jobs to make room for this one.`,
    { retryAfterSeconds: RETRY_BYTES_SECONDS },
  );
}

function tooManyJobs(limit: number | undefined): DiaristError {
  return new DiaristError(
    "job_limit_reached",
    `At most ${String(limit)} jobs may be unfinished at a time: wait for one to end.`,
    { retryAfterSeconds: RETRY_JOBS_SECONDS },
  );
}

/** Whether it was not done within the interval; if so, it counts as done. */
function due(doneAt: Map<string, number>, tenantId: string, now: number, intervalMs: number): boolean {
  if (now - (doneAt.get(tenantId) ?? -Infinity) < intervalMs) return false;
  doneAt.set(tenantId, now);
  return true;
}
