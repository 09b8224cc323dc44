import type { ByteRange } from "../ports.js";
import { Connection, type Answer } from "./connection.js";

/** Signed for a GET of the whole object: a range of it may be asked for by the same URL. */
export type SignUrl = (key: string) => Promise<URL>;

export interface RangeBody {
  sizeBytes: number;
  /** Each is its reader's until the next one is asked for. */
  blocks: AsyncIterable<Buffer>;
}

interface Asked {
  connection: Connection;
  answer: Answer;
}

/** How long a URL is used; it is signed for longer. */
const URL_AGE_MS = 5 * 60_000;
/** Of recordings that are being read. */
const MOST_URLS = 256;
const MOST_IDLE = 32;
const PARTIAL_CONTENT = 206;
const NOT_FOUND = 404;

/** Reads ranges of a store's objects in blocks, over connections that are kept. */
export class BlockReader {
  readonly #urls = new Map<string, { url: Promise<URL>; until: number }>();
  readonly #idle: Connection[] = [];

  constructor(private readonly sign: SignUrl) {}

  /** Undefined where there is no such object; `other` where the answer is for the SDK to understand. Throws where none comes. */
  async read(key: string, range: ByteRange): Promise<RangeBody | undefined | "other"> {
    const asked = await this.#ask(key, range);
    if (asked === undefined) return "other";
    const { status, bodyBytes } = asked.answer;
    if (status === PARTIAL_CONTENT)
      return { sizeBytes: bodyBytes, blocks: this.#all(key, range.start, asked) };
    // By a URL that does not work any more, perhaps.
    this.#urls.delete(key);
    return (await this.#saysMissing(asked)) ? undefined : "other";
  }

  /** A missing bucket is not found either. */
  async #saysMissing(asked: Asked): Promise<boolean> {
    if (asked.answer.status !== NOT_FOUND) {
      asked.connection.destroy();
      return false;
    }
    let text = "";
    for await (const block of this.#body(asked)) text += block.toString("latin1");
    return text.includes("<Code>NoSuchKey</Code>");
  }

  /**
   * A store may not wait for as long as a reader does, who hands on what it reads to somebody slower: what breaks off is asked
   * for again from there on, as long as something comes.
   */
  async *#all(key: string, start: number, first: Asked): AsyncGenerator<Buffer> {
    const end = start + first.answer.bodyBytes;
    let asked = first;
    for (let at = start; ;) {
      const before = at;
      try {
        for await (const block of this.#body(asked)) {
          at += block.length;
          yield block;
        }
        return;
      } catch (error) {
        const next = at === before ? undefined : await this.#ask(key, { start: at, end: end - 1 });
        if (next?.answer.status !== PARTIAL_CONTENT || next.answer.bodyBytes !== end - at) throw error;
        asked = next;
      }
    }
  }

  async *#body({ connection, answer }: Asked): AsyncGenerator<Buffer> {
    try {
      yield* answer.body.read();
    } finally {
      // What has not been read to its end cannot be used again.
      if (connection.isIdle && this.#idle.length < MOST_IDLE) {
        connection.rest();
        this.#idle.push(connection);
      } else connection.destroy();
    }
  }

  async #ask(key: string, { start, end }: ByteRange): Promise<Asked | undefined> {
    const url = await this.#urlOf(key);
    const path = url.pathname + url.search;
    const headers = { host: url.host, range: `bytes=${start}-${end ?? ""}` };
    let connection = this.#takeIdle();
    let answer = await connection?.get(path, headers).catch(() => undefined);
    if (connection === undefined || answer === undefined) {
      // There was none, or the store had let go of it.
      connection = new Connection(url);
      answer = await connection.get(path, headers);
    }
    return answer === "other" ? undefined : { connection, answer };
  }

  #takeIdle(): Connection | undefined {
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop())
      if (kept.isIdle) return kept;
    return undefined;
  }

  #urlOf(key: string): Promise<URL> {
    const now = Date.now();
    const known = this.#urls.get(key);
    if (known !== undefined && known.until > now) return known.url;
    const url = this.sign(key);
    url.catch(() => this.#urls.delete(key));
    this.#urls.delete(key);
    this.#urls.set(key, { url, until: now + URL_AGE_MS });
    const [oldest] = this.#urls.keys();
    if (this.#urls.size > MOST_URLS && oldest !== undefined) this.#urls.delete(oldest);
    return url;
  }
}
