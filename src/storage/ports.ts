import type { Readable } from "node:stream";
import type { Job, JobState } from "../domain/job.js";

export interface ObjectInfo {
  key: string;
  sizeBytes: number;
  lastModified: Date;
}

export interface PutOptions {
  contentType?: string;
  /** Aborting leaves nothing behind: an unfinished multipart upload is aborted too. */
  signal?: AbortSignal;
}

/** Named bytes. Every method throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface ObjectStore {
  /** Stores a body of any length in bounded memory and gives back its size. Overwrites. */
  putStream(key: string, body: Readable, options?: PutOptions): Promise<{ sizeBytes: number }>;
  put(key: string, body: Uint8Array | string, options?: PutOptions): Promise<void>;
  /** Undefined where there is no such object. `range` is in bytes, both ends included. */
  getStream(key: string, range?: { start: number; end?: number }): Promise<Readable | undefined>;
  get(key: string): Promise<Buffer | undefined>;
  head(key: string): Promise<ObjectInfo | undefined>;
  list(prefix: string): AsyncIterable<ObjectInfo>;
  delete(key: string): Promise<void>;
  /** Deletes every object whose key starts with `prefix`; gives back how many there were. */
  deletePrefix(prefix: string): Promise<number>;
  /** Throws unless the bucket can be used. */
  check(): Promise<void>;
}

export type JobChange = Partial<
  Pick<
    Job,
    | "state"
    | "title"
    | "durationSeconds"
    | "language"
    | "missingSeconds"
    | "note"
    | "failure"
    | "sha256"
    | "sizeBytes"
  >
>;

export interface JobPage {
  jobs: Job[];
  /** Opaque; absent on the last page. */
  nextCursor?: string;
}

/** Jobs, each visible to its tenant alone. Throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface JobStore {
  /** Throws DiaristError `job_exists` where the id is taken. */
  create(job: Job): Promise<void>;
  get(tenantId: string, jobId: string): Promise<Job | undefined>;
  /**
   * Writes the given fields and `updatedAt` in one request and gives back the job as it then is. A final state is final:
   * a change of `state` on a job that has ended writes nothing and gives back the job as it is. Throws `job_not_found`.
   */
  update(tenantId: string, jobId: string, change: JobChange): Promise<Job>;
  /** Newest first. */
  list(tenantId: string, options?: { limit?: number; cursor?: string; state?: JobState }): Promise<JobPage>;
  /** Jobs of any tenant that were created before `before` and are still `queued`. */
  listQueued(before: Date): AsyncIterable<Job>;
  delete(tenantId: string, jobId: string): Promise<void>;
  /** Throws unless the table can be used. */
  check(): Promise<void>;
}
