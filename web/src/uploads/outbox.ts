import { outboxDb, type OutboxItem, type Wishes } from "./outbox-db.js";
import { send, type Sending } from "./send.js";

const AT_ONCE = 2;
const TRY_AGAIN_MS = 10_000;

export interface Waiting extends Pick<OutboxItem, "id" | "name" | "sizeBytes" | "addedAt"> {
  refusal: string | undefined;
  sentBytes: number;
  sending: boolean;
  /** Too large to be kept in this browser: it goes on only while the page is open. */
  unkept: boolean;
}

/**
 * Holds on to whatever was recorded or added until the service has a job of it: through reloads, closed laptops and lost
 * networks. One page at a time sends; the others wait for it by a lock.
 */
export class Outbox {
  #waiting: readonly Waiting[] = [];
  readonly #unkept = new Map<string, OutboxItem>();
  readonly #sendings = new Map<string, Sending>();
  readonly #listeners = new Set<() => void>();
  #started = false;
  #maySend = false;
  /** Called with each job that came of it. */
  onArrived: (name: string, jobId: string | undefined) => void = () => undefined;

  readonly snapshot = (): readonly Waiting[] => this.#waiting;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what an earlier page left. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    const db = await outboxDb();
    for (const item of await db.getAll("items")) this.#show(item, false);
    window.addEventListener("online", () => this.#sendMore());
    setInterval(() => this.#sendMore(), TRY_AGAIN_MS);
    await navigator.locks.request("diarist-outbox", () => {
      this.#maySend = true;
      this.#sendMore();
      // Held for as long as the page lives.
      return new Promise<never>(() => undefined);
    });
  }

  async add(content: Blob, name: string, wishes: Wishes): Promise<void> {
    const item = {
      id: crypto.randomUUID(),
      name,
      content,
      sizeBytes: content.size,
      addedAt: Date.now(),
      wishes,
    };
    const kept = await keep(item);
    if (!kept) this.#unkept.set(item.id, item);
    this.#show(item, !kept);
    this.#sendMore();
  }

  async retry(id: string): Promise<void> {
    const item = await this.#find(id);
    if (item === undefined) return;
    const { refusal: _, uploadUrl: __, ...fresh } = item;
    await this.#store(fresh);
    this.#change(id, { refusal: undefined, sentBytes: 0 });
    this.#sendMore();
  }

  async discard(id: string): Promise<void> {
    this.#sendings.get(id)?.stop();
    await this.#forget(id);
  }

  /** The file itself, to be saved elsewhere. */
  async contentOf(id: string): Promise<Blob | undefined> {
    return (await this.#find(id))?.content;
  }

  #sendMore(): void {
    if (!this.#maySend || !navigator.onLine) return;
    for (const { id, refusal } of this.#waiting) {
      if (this.#sendings.size >= AT_ONCE) return;
      if (refusal === undefined && !this.#sendings.has(id)) void this.#send(id);
    }
  }

  async #send(id: string): Promise<void> {
    // Taken before the first await, so that nobody else takes it.
    const { promise, resolve } = Promise.withResolvers<Sending | undefined>();
    this.#sendings.set(id, {
      result: Promise.resolve({ outcome: "interrupted" }),
      stop: () => void promise.then((s) => s?.stop()),
    });
    const item = await this.#find(id);
    if (item === undefined) {
      this.#sendings.delete(id);
      return;
    }
    this.#change(id, { sending: true });
    const sending = send(item, {
      progress: (sentBytes) => this.#change(id, { sentBytes }),
      address: (uploadUrl) => void this.#store({ ...item, uploadUrl }),
    });
    resolve(sending);
    const sent = await sending.result;
    this.#sendings.delete(id);
    this.#change(id, { sending: false });
    if (sent.outcome === "arrived") {
      await this.#forget(id);
      this.onArrived(item.name, sent.jobId);
    } else if (sent.outcome === "refused") {
      await this.#store({ ...item, refusal: sent.reason });
      this.#change(id, { refusal: sent.reason });
    }
    if (sent.outcome !== "interrupted") this.#sendMore();
  }

  async #find(id: string): Promise<OutboxItem | undefined> {
    return this.#unkept.get(id) ?? (await (await outboxDb()).get("items", id));
  }

  async #store(item: OutboxItem): Promise<void> {
    if (!this.#waiting.some(({ id }) => id === item.id)) return;
    if (this.#unkept.has(item.id)) this.#unkept.set(item.id, item);
    else await (await outboxDb()).put("items", item);
  }

  async #forget(id: string): Promise<void> {
    this.#unkept.delete(id);
    await (await outboxDb()).delete("items", id);
    this.#tell(this.#waiting.filter((item) => item.id !== id));
  }

  #show({ id, name, sizeBytes, addedAt, refusal }: OutboxItem, unkept: boolean): void {
    const shown = { id, name, sizeBytes, addedAt, refusal, sentBytes: 0, sending: false, unkept };
    this.#tell([...this.#waiting, shown]);
  }

  #change(id: string, change: Partial<Waiting>): void {
    this.#tell(this.#waiting.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  #tell(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether there was room for it. */
async function keep(item: OutboxItem): Promise<boolean> {
  try {
    await (await outboxDb()).put("items", item);
    void navigator.storage.persist();
    return true;
  } catch {
    return false;
  }
}
