import { BLOCK_BYTES, giveBlocks, takeBlock } from "./block-pool.js";

/**
 * A body on its way from a connection, which fills one of two blocks, to a reader, who holds the other one. The reader's
 * block is filled again only when the reader asks for the next.
 */
export class BlockQueue {
  readonly #blocks: [Buffer, Buffer] = [takeBlock(), takeBlock()];
  #filling: 0 | 1 = 0;
  #filled = 0;
  #full: Buffer[] = [];
  #isHeld = false;
  #failure: Error | undefined;
  #waiting: (() => void) | undefined;

  /** `onRoom` is called when the connection may go on, after it was told not to. */
  constructor(
    private bytesLeft: number,
    private readonly onRoom: () => void,
  ) {
    if (bytesLeft === 0) this.#hand();
  }

  get isWhole(): boolean {
    return this.bytesLeft === 0;
  }

  /** Where the next bytes go. */
  get room(): Buffer {
    const to = Math.min(BLOCK_BYTES, this.#filled + this.bytesLeft);
    return this.#blocks[this.#filling].subarray(this.#filled, to);
  }

  /** So many bytes were put into the room. False: there is none until `onRoom`. */
  filled(count: number): boolean {
    this.#filled += count;
    this.bytesLeft -= count;
    if (this.#filled === BLOCK_BYTES || this.bytesLeft === 0) this.#hand();
    return this.#hasRoom;
  }

  fail(error: Error): void {
    if (this.isWhole) return;
    this.#failure ??= error;
    this.#waiting?.();
  }

  /** Each block is its reader's until the next one is asked for. */
  async *read(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        while (this.#full.length === 0) {
          if (this.#failure !== undefined) throw this.#failure;
          if (this.isWhole) return;
          await new Promise<void>((resolve) => (this.#waiting = resolve));
        }
        const block = this.#full.shift();
        this.#isHeld = true;
        if (block !== undefined && block.length > 0) yield block;
        const wasFull = !this.#hasRoom;
        this.#isHeld = false;
        if (wasFull && !this.isWhole) this.onRoom();
      }
    } finally {
      if (this.isWhole) giveBlocks(this.#blocks);
    }
  }

  get #hasRoom(): boolean {
    return this.#full.length + (this.#isHeld ? 1 : 0) < 2;
  }

  #hand(): void {
    this.#full.push(this.#blocks[this.#filling].subarray(0, this.#filled));
    this.#filling = this.#filling === 0 ? 1 : 0;
    this.#filled = 0;
    this.#waiting?.();
  }
}
