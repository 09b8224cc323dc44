import type { Readable } from "node:stream";
import type { Job, JobState } from "../domain/job.js";
import type { NoteSummary } from "../domain/note-summary.js";

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

/** In bytes, both ends included. */
export interface ByteRange {
  start: number;
  end?: number;
}

/** Named bytes. Every method throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface ObjectStore {
  /** Stores a body of any length in bounded memory and gives back its size. Overwrites. */
  putStream(key: string, body: Readable, options?: PutOptions): Promise<{ sizeBytes: number }>;
  put(key: string, body: Uint8Array | string, options?: PutOptions): Promise<void>;
  /** Undefined where there is no such object. */
  getStream(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /**
   * The same for whoever reads much and keeps nothing of it: each block is the caller's only until the next one is asked for.
   * Throws `storage_unavailable` also where the body breaks off.
   */
  getBlocks(key: string, range: ByteRange): Promise<AsyncIterable<Buffer> | undefined>;
  get(key: string): Promise<Buffer | undefined>;
  head(key: string): Promise<ObjectInfo | undefined>;
  list(prefix: string): AsyncIterable<ObjectInfo>;
  delete(key: string): Promise<void>;
  /** Deletes every object whose key starts with `prefix`; gives back how many there were. */
  deletePrefix(prefix: string): Promise<number>;
  /** Throws unless the bucket can be used. */
  check(): Promise<void>;
}

/** A part as its sender knows it: the store answered it with the ETag. */
export interface SentPart {
  partNumber: number;
  etag: string;
}

/** Objects made of parts that a client sends to the store by itself. Throws like ObjectStore. */
export interface MultipartUploads {
  /** Gives back the id by which the store knows the upload. */
  begin(key: string, contentType: string | undefined): Promise<string>;
  /** A URL for a PUT of exactly `sizeBytes` bytes, without credentials. */
  partUrl(key: string, multipartId: string, part: UrlOfPart): Promise<string>;
  /**
   * Throws `upload_parts_invalid` where the parts are not those that were sent, `upload_not_found` where there is no such
   * upload, be it that it was completed before.
   */
  complete(key: string, multipartId: string, parts: readonly SentPart[]): Promise<void>;
  /** Removes what was begun under the key and not completed. */
  abort(key: string): Promise<void>;
}

export interface UrlOfPart {
  /** From 1. */
  partNumber: number;
  sizeBytes: number;
  expiresSeconds: number;
}

export type JobChange = Partial<
  Pick<
    Job,
    | "state"
    | "options"
    | "title"
    | "durationSeconds"
    | "language"
    | "missingSeconds"
    | "note"
    | "failure"
    | "sha256"
    | "contentType"
    | "sourceUrl"
    | "sizeBytes"
    | "webhookUrl"
    | "tags"
    | "metadata"
    | "paused"
  >
> & {
  /* Null takes away. */
  noteSummary?: NoteSummary | null;
  editsId?: null;
};

/** Which jobs of a tenant; all conditions together. */
export interface JobFilter {
  state?: JobState;
  tag?: string;
  /** In the title or the file name, in small or capital letters. */
  text?: string;
  /** ISO 8601 in UTC, both included; a date alone is its whole day. */
  createdFrom?: string;
  createdUntil?: string;
}

export interface JobPage {
  jobs: Job[];
  /** Opaque; absent on the last page. */
  nextCursor?: string;
}

/** Records of a transcript's edits, by their ids; `from` undefined where it was never edited. */
export interface EditsReplacement {
  from: string | undefined;
  to: string;
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
  /**
   * Has the job's transcript read with another record of edits, unless that was done since `from` held, or the job has no
   * transcript any more: then it writes nothing and gives back false. Throws `job_not_found`.
   */
  replaceEdits(tenantId: string, jobId: string, edits: EditsReplacement): Promise<boolean>;
  /**
   * Sets a failed job back to `queued`, without what its failure left in it, counts that in `retries` and gives back the job
   * as it then is. The one way out of a final state; undefined where the job has not failed, or not any more.
   */
  requeue(tenantId: string, jobId: string): Promise<Job | undefined>;
  /** Newest first. Where matches are rare a page may hold few or none and yet have a next one. */
  list(tenantId: string, options?: { limit?: number; cursor?: string } & JobFilter): Promise<JobPage>;
  /** The tenant's newest job that was made of these bytes. */
  findByContent(tenantId: string, sha256: string): Promise<Job | undefined>;
  /**
   * When each job of the tenant was changed last, latest first, at most so far back as `since`, itself included. A change of a
   * moment ago may still be missing.
   */
  listChanges(tenantId: string, since?: string): AsyncIterable<{ jobId: string; updatedAt: string }>;
  /** Those of the jobs that there are. */
  existing(tenantId: string, jobIds: readonly string[]): Promise<Set<string>>;
  /** Jobs of any tenant that were created before `before` and are still `queued`. */
  listQueued(before: Date): AsyncIterable<Job>;
  delete(tenantId: string, jobId: string): Promise<void>;
  /** Throws unless the table can be used. */
  check(): Promise<void>;
}

/** What a request with an idempotency key was answered. */
export interface KeptAnswer {
  /** Of what was asked, as the gateway makes it. */
  fingerprint: string;
  status: number;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

export type IdempotencyClaim =
  /** The key is the caller's until the lease ends. `resumed`: an earlier attempt let go of it and left no answer. */
  | { state: "claimed"; resourceId: string; resumed: boolean }
  | { state: "answered"; resourceId: string; answer: KeptAnswer }
  /** Someone else's lease is running. */
  | { state: "in_flight" };

/** Requests that are carried out once, however often they are sent. Answers are kept for a day. */
export interface IdempotencyStore {
  /**
   * Takes the key for `holder`, or prolongs the holder's lease. `resourceId` is the id that the first attempt proposed:
   * what the request makes gets it, so that an attempt that follows a broken one finds what that made.
   */
  claim(
    tenantId: string,
    key: string,
    claim: { holder: string; proposedId: string; leaseMs: number },
  ): Promise<IdempotencyClaim>;
  /** Does nothing where the lease has gone to someone else. */
  keep(tenantId: string, key: string, holder: string, answer: KeptAnswer): Promise<void>;
  /** Ends the lease without an answer: the request may be made again at once. */
  release(tenantId: string, key: string, holder: string): Promise<void>;
}
