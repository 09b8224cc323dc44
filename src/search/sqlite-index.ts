import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DiaristError } from "../domain/errors.js";
import type { Passage } from "../domain/search/passages.js";
import { isUnreadable, openDatabase, removeDatabase, tenantOfFile } from "./database.js";
import type { DiaryPage, DiaryRange, HitPage, IndexedJob, Mark, Question, SearchIndex } from "./port.js";
import { TenantIndex } from "./tenant-index.js";

const EXTENSION = ".sqlite";
/** Each open file holds a few descriptors and some cache. */
const MAX_OPEN = 32;

/** An index in SQLite files below a folder. It works on the thread that calls it; see threaded-index.ts. */
export class SqliteIndex implements SearchIndex {
  readonly #folder: string;
  /** Those that were used last come last. */
  readonly #open = new Map<string, TenantIndex>();
  #isClosed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async mark(tenantId: string): Promise<Mark> {
    return this.#with(tenantId, (index) => index.mark());
  }

  async setMark(tenantId: string, mark: Mark): Promise<void> {
    this.#with(tenantId, (index) => index.setMark(mark));
  }

  async known(tenantId: string, jobIds?: readonly string[]): Promise<Map<string, string>> {
    return this.#with(tenantId, (index) => index.known(jobIds));
  }

  async put(tenantId: string, job: IndexedJob, passages: readonly Passage[]): Promise<void> {
    this.#with(tenantId, (index) => index.put(job, passages));
  }

  async remove(tenantId: string, jobIds: readonly string[]): Promise<void> {
    if (!existsSync(this.#fileOf(tenantId))) return;
    this.#with(tenantId, (index) => index.remove(jobIds));
  }

  async search(tenantId: string, question: Question): Promise<HitPage> {
    return this.#with(tenantId, (index) => index.search(question));
  }

  async diary(tenantId: string, range: DiaryRange): Promise<DiaryPage> {
    return this.#with(tenantId, (index) => index.diary(range));
  }

  async tenants(): Promise<string[]> {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => tenantOfFile(join(this.#folder, name)))
      .filter((tenantId) => tenantId !== undefined);
  }

  async drop(tenantId: string): Promise<void> {
    this.#close(tenantId);
    removeDatabase(this.#fileOf(tenantId));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const tenantId of [...this.#open.keys()]) this.#close(tenantId);
  }

  #with<T>(tenantId: string, work: (index: TenantIndex) => T): T {
    try {
      return work(this.#opened(tenantId));
    } catch (error) {
      // A file that is broken is made anew with the next call, and read from the stores again.
      if (isUnreadable(error)) {
        this.#close(tenantId);
        removeDatabase(this.#fileOf(tenantId));
      }
      const reason = error instanceof Error ? error.message : String(error);
      throw new DiaristError("search_unavailable", `The search index cannot be used: ${reason}`, {
        cause: error,
      });
    }
  }

  #opened(tenantId: string): TenantIndex {
    if (this.#isClosed) throw new Error("it was closed");
    const index = this.#open.get(tenantId) ?? new TenantIndex(openDatabase(this.#fileOf(tenantId), tenantId));
    this.#open.delete(tenantId);
    this.#open.set(tenantId, index);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.#close(oldest);
    return index;
  }

  #close(tenantId: string): void {
    this.#open.get(tenantId)?.close();
    this.#open.delete(tenantId);
  }

  /** Tenants that differ in capitals alone would share a file where file names do not. */
  #fileOf(tenantId: string): string {
    const name = createHash("sha256").update(tenantId).digest("hex").slice(0, 32);
    return join(this.#folder, `${name}${EXTENSION}`);
  }
}
