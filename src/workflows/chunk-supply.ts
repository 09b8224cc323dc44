import { condition } from "@temporalio/workflow";
import type { AudioInfo, ChunkRef } from "../domain/audio.js";

/** The chunks of a job, in the order in which they come to exist, each taken once. */
export class ChunkSupply {
  private readonly known = new Map<number, ChunkRef>();
  private readonly waiting: ChunkRef[] = [];
  private complete = false;
  /** What they are pieces of, where that comes to be known with them. */
  audio: AudioInfo | undefined;

  /** All chunks that exist so far, by their place in the recording. */
  get all(): ChunkRef[] {
    return [...this.known.values()].sort((a, b) => a.index - b.index);
  }

  /** How many there are; undefined while that is not known. */
  get total(): number | undefined {
    return this.complete ? this.known.size : undefined;
  }

  /** Waits until there is a chunk, or there will be none. */
  async untilFirst(): Promise<void> {
    await condition(() => this.known.size > 0 || this.complete);
  }

  /** A chunk told again (by another attempt at cutting) is new only where it was cut at another place. */
  offer(chunks: readonly ChunkRef[]): void {
    for (const chunk of chunks) {
      const before = this.known.get(chunk.index);
      if (before !== undefined && isSameSpan(before, chunk)) continue;
      this.known.set(chunk.index, chunk);
      this.waiting.push(chunk);
    }
  }

  /** These are all chunks there will be. */
  close(chunks: readonly ChunkRef[]): void {
    this.offer(chunks);
    this.complete = true;
  }

  /** Waits for the next chunk and until `mayStart`; undefined when there will be no more. */
  async take(mayStart: () => boolean): Promise<ChunkRef | undefined> {
    while (this.waiting.length > 0 || !this.complete) {
      await condition(() => (this.waiting.length > 0 ? mayStart() : this.complete));
      // Whoever waited at the same time may have been quicker.
      const chunk = this.waiting.shift();
      if (chunk !== undefined) return chunk;
    }
    return undefined;
  }
}

function isSameSpan(a: ChunkRef, b: ChunkRef): boolean {
  return a.audioStartSeconds === b.audioStartSeconds && a.endSeconds === b.endSeconds;
}
