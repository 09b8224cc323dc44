import { Worker, type WorkerOptions } from "node:worker_threads";
import { DiaristError } from "../domain/errors.js";
import type { Passage } from "../domain/search/passages.js";
import type { DiaryPage, DiaryRange, HitPage, IndexedJob, Mark, Question, SearchIndex } from "./port.js";
import type { Call, Method, Reply } from "./thread-messages.js";

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

export interface ThreadedIndexOptions {
  folder: string;
  /** Another program for the thread, and how it is run: for tests, which run from the sources. */
  thread?: { file: URL; options: WorkerOptions };
}

/**
 * A SqliteIndex on a thread of its own: SQLite answers while its caller waits, and a word that everybody uses is looked up for
 * longer than an upload should stand still. A thread that dies is started again with the next question.
 */
export class ThreadedIndex implements SearchIndex {
  readonly #options: ThreadedIndexOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #calls = 0;

  constructor(options: ThreadedIndexOptions) {
    this.#options = options;
  }

  mark(tenantId: string): Promise<Mark> {
    return this.#ask("mark", [tenantId]);
  }

  setMark(tenantId: string, mark: Mark): Promise<void> {
    return this.#ask("setMark", [tenantId, mark]);
  }

  known(tenantId: string, jobIds?: readonly string[]): Promise<Map<string, string>> {
    return this.#ask("known", [tenantId, jobIds]);
  }

  put(tenantId: string, job: IndexedJob, passages: readonly Passage[]): Promise<void> {
    return this.#ask("put", [tenantId, job, passages]);
  }

  remove(tenantId: string, jobIds: readonly string[]): Promise<void> {
    return this.#ask("remove", [tenantId, jobIds]);
  }

  search(tenantId: string, question: Question): Promise<HitPage> {
    return this.#ask("search", [tenantId, question]);
  }

  diary(tenantId: string, range: DiaryRange): Promise<DiaryPage> {
    return this.#ask("diary", [tenantId, range]);
  }

  tenants(): Promise<string[]> {
    return this.#ask("tenants", []);
  }

  drop(tenantId: string): Promise<void> {
    return this.#ask("drop", [tenantId]);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask<M extends Method>(method: M, args: Parameters<SearchIndex[M]>) {
    const id = (this.#calls += 1);
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const call: Call<M> = { id, method, args };
    this.#running().postMessage(call);
    // The thread answers with what the same method of a SqliteIndex gave.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    return answer as ReturnType<SearchIndex[M]>;
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const { folder, thread } = this.#options;
    const file = thread?.file ?? new URL("index-thread.js", import.meta.url);
    const worker = new Worker(file, { ...thread?.options, workerData: { folder } });
    // Nothing of it is worth staying for.
    worker.unref();
    worker.on("message", (reply: Reply) => this.#settle(reply));
    worker.on("error", (error: Error) => this.#end(worker, error.message));
    worker.on("exit", () => this.#end(worker, "its thread has ended"));
    this.#worker = worker;
    return worker;
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ("failure" in reply) pending?.reject(new DiaristError("search_unavailable", reply.failure));
    else pending?.resolve(reply.result);
  }

  #end(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const message = `The search index cannot be used: ${reason}`;
    for (const { reject } of this.#pending.values()) reject(new DiaristError("search_unavailable", message));
    this.#pending.clear();
  }
}
