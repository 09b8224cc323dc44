import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { SLAB_BYTES, type SlabShare } from "./slab-pool.js";

/** Bytes on their way to the store, held until the store has them. */
export class UploadPart {
  readonly #slabs: Buffer[] = [];
  #sizeBytes = 0;
  #crc = 0;

  constructor(private readonly memory: SlabShare) {}

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** CRC-32 of all bytes, as S3 wants it in a header. */
  get checksum(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc);
    return bytes.toString("base64");
  }

  /** Takes over the beginning of `piece`; gives back how many bytes, fewer than all when memory is short. */
  fill(piece: Uint8Array): number {
    let taken = 0;
    while (taken < piece.length) {
      const within = this.#sizeBytes % SLAB_BYTES;
      const slab = within === 0 ? this.memory.take() : this.#slabs.at(-1);
      if (slab === undefined) break;
      if (within === 0) this.#slabs.push(slab);
      const fitting = piece.subarray(taken, taken + SLAB_BYTES - within);
      slab.set(fitting, within);
      taken += fitting.length;
      this.#sizeBytes += fitting.length;
    }
    this.#crc = crc32(taken === piece.length ? piece : piece.subarray(0, taken), this.#crc);
    return taken;
  }

  /** A stream of the bytes; another one for each attempt to send them. */
  open(): Readable {
    const full = Math.floor(this.#sizeBytes / SLAB_BYTES);
    const rest = this.#slabs[full]?.subarray(0, this.#sizeBytes % SLAB_BYTES);
    return Readable.from([...this.#slabs.slice(0, full), ...(rest === undefined ? [] : [rest])]);
  }

  release(): void {
    this.memory.give(this.#slabs.splice(0));
  }
}
