import { connect, type Socket } from "node:net";
import { connect as connectByTls } from "node:tls";
import { BlockQueue } from "./block-queue.js";
import { readResponseHead, type ResponseHead } from "./response-head.js";

/** S3's are below 1 KiB. */
const MOST_HEAD_BYTES = 16 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;
/** As for the other requests to the store, see aws-client.ts. */
const IDLE_TIMEOUT_MS = 120_000;

export interface Answer {
  status: number;
  bodyBytes: number;
  body: BlockQueue;
}

/**
 * One connection to a store, for one request after the other. What it receives goes from the operating system into the
 * blocks that its reader gets, without a buffer for each packet: Node's own client spends most of its time on those.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #head = Buffer.allocUnsafeSlow(MOST_HEAD_BYTES);
  #headBytes = 0;
  #answered: { resolve: (answer: Answer | "other") => void; reject: (error: Error) => void } | undefined;
  #body: BlockQueue | undefined;
  #isKept = true;
  #isOpen = true;

  constructor(origin: URL) {
    const isTls = origin.protocol === "https:";
    const onread = {
      buffer: () => this.#room(),
      callback: (count: number) => this.#received(count),
    };
    const host = origin.hostname.replace(/^\[(.*)\]$/, "$1");
    const port = Number(origin.port === "" ? (isTls ? 443 : 80) : origin.port);
    const options = { host, port, onread, noDelay: true };
    this.#socket = isTls ? connectByTls({ ...options, servername: host }) : connect(options);
    this.#socket
      .setTimeout(CONNECT_TIMEOUT_MS)
      .once(isTls ? "secureConnect" : "connect", () => this.#socket.setTimeout(IDLE_TIMEOUT_MS))
      .on("timeout", () => this.#socket.destroy(new Error("The store was silent for too long")))
      .on("error", (error) => this.#end(error))
      .on("end", () => this.#socket.destroy())
      .on("close", () => this.#end(new Error("The store closed the connection")));
  }

  /** Whether another request may be sent, the one before having been answered and read to its end. */
  get isIdle(): boolean {
    return this.#isOpen && this.#isKept && this.#answered === undefined && (this.#body?.isWhole ?? true);
  }

  /** Lets the process end although the connection is there. */
  rest(): void {
    this.#socket.unref();
  }

  /** `other`: an answer that is not read here, and the end of this connection. Rejects when the connection breaks. */
  async get(path: string, headers: Record<string, string>): Promise<Answer | "other"> {
    this.#headBytes = 0;
    this.#body = undefined;
    this.#socket.ref();
    const answer = new Promise<Answer | "other">((resolve, reject) => {
      this.#answered = { resolve, reject };
    });
    const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${fields.join("")}\r\n`, "latin1");
    return answer;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #room(): Buffer {
    const isInBody = this.#body !== undefined && !this.#body.isWhole;
    // Where nothing more is expected there is room all the same: for what should not come.
    return isInBody && this.#body !== undefined ? this.#body.room : this.#head.subarray(this.#headBytes);
  }

  #received(count: number): boolean {
    if (this.#body !== undefined && !this.#body.isWhole) return this.#fill(this.#body, count);
    this.#headBytes += count;
    const head =
      this.#answered === undefined ? "other" : readResponseHead(this.#head.subarray(0, this.#headBytes));
    if (head === "more" && this.#headBytes < MOST_HEAD_BYTES) return true;
    if (head === "more" || head === "other") return this.#giveUp();
    return this.#begin(head);
  }

  #begin({ status, bodyBytes, bodyAt, isKept }: ResponseHead): boolean {
    const early = this.#headBytes - bodyAt;
    if (early > bodyBytes) return this.#giveUp();
    this.#isKept = isKept;
    const body = new BlockQueue(bodyBytes, () => {
      this.#socket.setTimeout(IDLE_TIMEOUT_MS).resume();
    });
    this.#head.copy(body.room, 0, bodyAt, this.#headBytes);
    this.#body = body;
    this.#headBytes = 0;
    this.#answered?.resolve({ status, bodyBytes, body });
    this.#answered = undefined;
    return early === 0 || this.#fill(body, early);
  }

  #fill(body: BlockQueue, count: number): boolean {
    const goesOn = body.filled(count) || body.isWhole;
    // A reader who takes long is not the store's silence.
    if (!goesOn) this.#socket.setTimeout(0);
    return goesOn;
  }

  #giveUp(): boolean {
    this.#answered?.resolve("other");
    this.#answered = undefined;
    this.#socket.destroy();
    return false;
  }

  #end(error: Error): void {
    this.#isOpen = false;
    this.#answered?.reject(error);
    this.#answered = undefined;
    this.#body?.fail(error);
  }
}
