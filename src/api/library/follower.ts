import { DiaristError, type ErrorCode } from "../../domain/errors.js";
import type { Mark, SearchIndex } from "../../search/port.js";
import type { ApiContext } from "../context.js";
import { readForSearch } from "./read-for-search.js";

export type FollowerContext = Pick<ApiContext, "jobs" | "objects" | "logger"> & { index: SearchIndex };

/** How far apart the clocks of those who write may be, and how far the job store's index may lag. */
const OVERLAP_MS = 120_000;
/** So often all jobs are compared: that shows what was erased by others, and what came from a clock that is slow. */
const COMPARE_MS = 3_600_000;
/** Results are read while others are put into the index; each may hold a transcript of many hours. */
const AT_ONCE = 2;
const BATCH = 100;
/** Every job would meet them alike. */
const GENERAL_FAILURES: ReadonlySet<ErrorCode> = new Set(["storage_unavailable", "search_unavailable"]);
const LONG_AGO = new Date(0).toISOString();

/** Keeps the index as the stores are: reads what has changed since, latest first. */
export class Follower {
  readonly #running = new Map<string, Promise<void>>();

  constructor(private readonly context: FollowerContext) {}

  /** Resolves when the tenant's index is as the stores were when this was called; with false where it takes longer. */
  async follow(tenantId: string, patienceMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    try {
      return await Promise.race([this.#pass(tenantId).then(() => true), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Compares the index of each tenant that has one with all its jobs, where that is due; one that has none left goes. */
  async compareAll(): Promise<void> {
    const { index } = this.context;
    for (const tenantId of await index.tenants()) {
      if (!isDue(await index.mark(tenantId))) continue;
      await this.#pass(tenantId);
      if ((await index.known(tenantId)).size === 0) await index.drop(tenantId);
    }
  }

  /** One at a time for each tenant. It goes on when nobody waits for it any more. */
  #pass(tenantId: string): Promise<void> {
    const running = this.#running.get(tenantId);
    if (running !== undefined) return running;
    const pass = this.#catchUp(tenantId).finally(() => this.#running.delete(tenantId));
    pass.catch((err: unknown) => this.context.logger.warn({ tenantId, err }, "the search index is behind"));
    this.#running.set(tenantId, pass);
    return pass;
  }

  async #catchUp(tenantId: string): Promise<void> {
    const { jobs, index } = this.context;
    const startedAt = Date.now();
    const mark = await index.mark(tenantId);
    const isWhole = isDue(mark);
    const since = isWhole ? undefined : earlier(mark.followedUntil ?? LONG_AGO);
    const seen = new Set<string>();
    let latest = mark.followedUntil ?? LONG_AGO;
    for await (const changes of batches(jobs.listChanges(tenantId, since))) {
      const known = await index.known(
        tenantId,
        changes.map(({ jobId }) => jobId),
      );
      const news = changes.filter(({ jobId, updatedAt }) => known.get(jobId) !== updatedAt);
      await forEach(news, ({ jobId }) => this.#takeOrSkip(tenantId, jobId));
      for (const { jobId, updatedAt } of changes) {
        seen.add(jobId);
        if (updatedAt > latest) latest = updatedAt;
      }
    }
    if (isWhole) await this.#removeMissing(tenantId, seen);
    // Only now: a pass that breaks off is made again from where it began, and finds what is done already.
    const comparedAt = isWhole ? startedAt : mark.comparedAt;
    await index.setMark(tenantId, {
      followedUntil: latest,
      ...(comparedAt !== undefined && { comparedAt }),
    });
  }

  /** One job that is not as it should be costs its own hits, and nobody else's. */
  async #takeOrSkip(tenantId: string, jobId: string): Promise<void> {
    try {
      await this.#take(tenantId, jobId);
    } catch (err) {
      if (err instanceof DiaristError && GENERAL_FAILURES.has(err.code)) throw err;
      this.context.logger.warn({ tenantId, jobId, err }, "a job cannot be searched");
    }
  }

  async #take(tenantId: string, jobId: string): Promise<void> {
    const { jobs, index } = this.context;
    const job = await jobs.get(tenantId, jobId);
    if (job === undefined) return index.remove(tenantId, [jobId]);
    const { job: indexed, passages } = await readForSearch(this.context, job);
    await index.put(tenantId, indexed, passages);
    // It may have been erased while it was read.
    if (!(await jobs.existing(tenantId, [jobId])).has(jobId)) await index.remove(tenantId, [jobId]);
  }

  async #removeMissing(tenantId: string, seen: ReadonlySet<string>): Promise<void> {
    const { jobs, index } = this.context;
    const missing = [...(await index.known(tenantId)).keys()].filter((jobId) => !seen.has(jobId));
    // What was listed on a page that came before it changed is there all the same.
    const existing = await jobs.existing(tenantId, missing);
    const gone = missing.filter((jobId) => !existing.has(jobId));
    if (gone.length > 0) await index.remove(tenantId, gone);
  }
}

function isDue({ followedUntil, comparedAt = 0 }: Mark): boolean {
  return followedUntil === undefined || Date.now() - comparedAt >= COMPARE_MS;
}

function earlier(time: string): string {
  return new Date(Math.max(0, Date.parse(time) - OVERLAP_MS)).toISOString();
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const next = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
