import type { OwnLimits } from "../domain/limits.js";

/** What of a tenant's limits is in use. */
export interface TenantUsage {
  /** Jobs that may still be unfinished, and since when (ms since 1970) they were counted. */
  jobs: Record<string, number>;
  /** Of all recordings. */
  storedBytes: number;
  /** When this was last counted out from the jobs themselves, ms since 1970. */
  countedAt: number;
}

/** Room for one more job; undefined is without a limit. */
export interface Room {
  concurrentJobs: number | undefined;
  storedBytes: number | undefined;
}

/** What is known of each tenant beside its jobs. Throws DiaristError `storage_unavailable` when it cannot be reached. */
export interface TenantStore {
  limits(tenantId: string): Promise<OwnLimits>;
  /** Changes the limits that are given. */
  setLimits(tenantId: string, change: OwnLimits): Promise<void>;

  /** Undefined before the first count. */
  usage(tenantId: string): Promise<TenantUsage | undefined>;
  /**
   * Counts a job in, in one conditional write: however many gateways do so at once, no limit is passed. False where there
   * is no room, where nothing was counted yet, or not since `countedAfter`.
   */
  claim(
    tenantId: string,
    job: { jobId: string; sizeBytes: number; at: number },
    room: Room,
    countedAfter: number,
  ): Promise<boolean>;
  /** Jobs that have ended. */
  release(tenantId: string, jobIds: readonly string[]): Promise<void>;
  /** Puts a count in place of `earlier`; claims that came meanwhile stay. Does nothing where another count came first. */
  putCount(tenantId: string, earlier: TenantUsage | undefined, counted: TenantUsage): Promise<void>;

  /** Charged on that day, `YYYY-MM-DD`. */
  audioSeconds(tenantId: string, day: string): Promise<number>;
  /** Charges a job, once however often it is asked to. False, and nothing charged, where that would pass `atMostSeconds`. */
  chargeAudio(
    tenantId: string,
    charge: { jobId: string; day: string; seconds: number; atMostSeconds: number },
  ): Promise<boolean>;
}
