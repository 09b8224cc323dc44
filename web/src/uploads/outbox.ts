import { newId } from "./new-id.js";
import { holdForGood } from "./locks.js";
import { OutboxChannel, type SendingState } from "./outbox-channel.js";
import { OutboxStore } from "./outbox-store.js";
import type { OutboxItem, Wishes } from "./outbox-db.js";
import { giveUp, send, type Sending } from "./send.js";
import { readWishes } from "./use-wishes.js";

const AT_ONCE = 2;
const TRY_AGAIN_MS = 10_000;

export interface Waiting extends Pick<OutboxItem, "id" | "name" | "sizeBytes" | "addedAt">, SendingState {
  refusal: string | undefined;
  /** Too large to be kept in this browser: it goes on only while the page is open. */
  unkept: boolean;
}

const IDLE: SendingState = { sending: false, sentBytes: 0, putOff: undefined };

/**
 * Holds on to whatever was recorded or added until the service has a job of it: through reloads, closed laptops and lost
 * networks. One page at a time sends; the others wait for it by a lock, and show what it tells them.
 */
export class Outbox {
  #waiting: readonly Waiting[] = [];
  readonly #store = new OutboxStore();
  readonly #sendings = new Map<string, Sending>();
  readonly #arrivals = new Map<string, () => void>();
  readonly #listeners = new Set<() => void>();
  readonly #channel = new OutboxChannel((news) => {
    if (news.kind === "changed") void this.#look();
    else this.#change(news.id, news);
  });
  #started = false;
  #maySend = false;
  /** Called whenever something has become a job. */
  onArrived: () => void = () => undefined;

  readonly snapshot = (): readonly Waiting[] => this.#waiting;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what an earlier page left. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    await this.#look();
    window.addEventListener("online", () => this.sendMore());
    setInterval(() => this.sendMore(), TRY_AGAIN_MS);
    await holdForGood("diarist-outbox", () => {
      this.#maySend = true;
      this.sendMore();
    });
  }

  /** `kept`: whether it would survive the page; `arrived` resolves once the service has it. */
  async add(content: Blob, name: string, wishes: Wishes): Promise<{ kept: boolean; arrived: Promise<void> }> {
    const id = newId();
    const item = { id, name, content, sizeBytes: content.size, addedAt: Date.now(), wishes };
    const arrived = new Promise<void>((resolve) => this.#arrivals.set(id, resolve));
    const kept = await this.#store.add(item);
    this.#show(item);
    this.#tellOthers();
    this.sendMore();
    return { kept, arrived };
  }

  async retry(id: string): Promise<void> {
    const item = await this.#store.find(id);
    if (item === undefined) return;
    const { refusal: _, uploadUrl: __, ...fresh } = item;
    await this.#store.put(fresh);
    this.#change(id, { refusal: undefined, ...IDLE });
    this.#tellOthers();
    this.sendMore();
  }

  /** Takes it out, and gives it back to the caller. */
  async discard(id: string): Promise<OutboxItem | undefined> {
    this.#sendings.get(id)?.stop();
    const item = await this.#store.find(id);
    await this.#forget(id);
    if (item?.uploadUrl !== undefined) void giveUp(item.uploadUrl);
    return item;
  }

  /** The file itself, to be saved elsewhere. */
  async contentOf(id: string): Promise<Blob | undefined> {
    return (await this.#store.find(id))?.content;
  }

  /** Call when what hindered the sending may be over. */
  sendMore(): void {
    if (!this.#maySend || !navigator.onLine) return;
    for (const { id, refusal } of this.#waiting) {
      if (this.#sendings.size >= AT_ONCE) return;
      if (refusal === undefined && !this.#sendings.has(id)) void this.#send(id);
    }
  }

  async #send(id: string): Promise<void> {
    // Taken before the first await, so that nobody else takes it.
    const stopping = new AbortController();
    this.#sendings.set(id, {
      result: Promise.resolve({ outcome: "interrupted" }),
      stop: () => stopping.abort(),
    });
    const item = await this.#store.find(id);
    if (item === undefined || stopping.signal.aborted) {
      this.#sendings.delete(id);
      return;
    }
    this.#report(id, { sending: true });
    let current: OutboxItem = { ...item, wishes: item.wishes ?? readWishes() };
    const sending = send(current, {
      progress: (sentBytes) => this.#report(id, { sentBytes, putOff: undefined }),
      address: (uploadUrl) => {
        current = { ...current, uploadUrl };
        if (this.#isShown(id)) void this.#store.put(current);
      },
    });
    this.#sendings.set(id, sending);
    const sent = await sending.result;
    this.#sendings.delete(id);
    if (!this.#isShown(id)) return;
    this.#report(id, { sending: false, ...(sent.outcome === "interrupted" && { putOff: sent.reason }) });
    if (sent.outcome === "interrupted") return;
    if (sent.outcome === "arrived") {
      await this.#forget(id);
      this.#arrivals.get(id)?.();
      this.onArrived();
    } else {
      await this.#store.put({ ...current, refusal: sent.reason });
      this.#change(id, { refusal: sent.reason });
      this.#tellOthers();
    }
    this.sendMore();
  }

  /** Brings what is shown up to what lies in the database, where other pages put things and take them. */
  async #look(): Promise<void> {
    const items = new Map((await this.#store.all()).map((item) => [item.id, item]));
    const gone = this.#waiting.filter(({ id, unkept }) => !unkept && !items.has(id));
    for (const { id } of gone) this.#sendings.get(id)?.stop();
    this.#tell(this.#waiting.filter((item) => !gone.includes(item)));
    for (const item of items.values())
      if (this.#isShown(item.id)) this.#change(item.id, { refusal: item.refusal });
      else this.#show(item);
    if (gone.length > 0) this.onArrived();
    this.sendMore();
  }

  async #forget(id: string): Promise<void> {
    await this.#store.remove(id);
    this.#tell(this.#waiting.filter((item) => item.id !== id));
    this.#tellOthers();
  }

  #isShown(id: string): boolean {
    return this.#waiting.some((item) => item.id === id);
  }

  #show({ id, name, sizeBytes, addedAt, refusal }: OutboxItem): void {
    if (this.#isShown(id)) return;
    const unkept = this.#store.isUnkept(id);
    this.#tell([...this.#waiting, { id, name, sizeBytes, addedAt, refusal, ...IDLE, unkept }]);
  }

  #change(id: string, change: Partial<Omit<Waiting, "id">>): void {
    this.#tell(this.#waiting.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  /** Of a file that this page sends: the others show it too. */
  #report(id: string, change: Partial<SendingState>): void {
    this.#change(id, change);
    const item = this.#waiting.find((waiting) => waiting.id === id);
    if (item === undefined) return;
    const { sending, sentBytes, putOff } = item;
    this.#channel.tell({ kind: "progress", id, sending, sentBytes, putOff });
  }

  #tellOthers(): void {
    this.#channel.tell({ kind: "changed" });
  }

  #tell(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    for (const listener of this.#listeners) listener();
  }
}
