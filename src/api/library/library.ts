import type { DiaryPage, DiaryRange, HitPage, Question } from "../../search/port.js";
import { Follower, type FollowerContext } from "./follower.js";

/** Someone waits. What takes longer goes on without them, and the answer says that it is not whole. */
const PATIENCE_MS = 1_500;

type Whole<T> = T & { isWhole: boolean };

/** What a tenant has recorded, as a whole: searched, and by day. It shows nothing that is not in the job store any more. */
export class Library {
  readonly #follower: Follower;

  constructor(
    private readonly context: FollowerContext,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.#follower = new Follower(context);
  }

  async search(tenantId: string, question: Question): Promise<Whole<HitPage>> {
    const isWhole = await this.#follower.follow(tenantId, this.patienceMs);
    const page = await this.context.index.search(tenantId, question);
    return { ...page, hits: await this.#existing(tenantId, page.hits), isWhole };
  }

  async diary(tenantId: string, range: DiaryRange): Promise<Whole<DiaryPage>> {
    const isWhole = await this.#follower.follow(tenantId, this.patienceMs);
    const page = await this.context.index.diary(tenantId, range);
    return { ...page, entries: await this.#existing(tenantId, page.entries), isWhole };
  }

  /** What others erase is found out by and by; what is erased here is gone at once. */
  async forget(tenantId: string, jobId: string): Promise<void> {
    await this.context.index.remove(tenantId, [jobId]);
  }

  /** For what is erased while nobody searches. */
  async compareAll(): Promise<void> {
    await this.#follower.compareAll();
  }

  async #existing<T extends { jobId: string }>(tenantId: string, found: T[]): Promise<T[]> {
    const jobIds = [...new Set(found.map(({ jobId }) => jobId))];
    const existing = await this.context.jobs.existing(tenantId, jobIds);
    const gone = jobIds.filter((jobId) => !existing.has(jobId));
    if (gone.length === 0) return found;
    await this.context.index.remove(tenantId, gone);
    return found.filter(({ jobId }) => existing.has(jobId));
  }
}
