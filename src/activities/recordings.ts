import { DiaristError } from "../domain/errors.js";
import type { RecordingBytes } from "../media/port.js";
import type { ObjectStore } from "../storage/ports.js";
import type { Scratch } from "./scratch.js";

/**
 * Uploaded recordings, read by ranges. The same recording is the same value for as long as it is remembered, so that what
 * a reader learned of it in one activity serves the next on this machine.
 */
export interface Recordings {
  /** Throws `audio_lost` where there is no such object. */
  open(jobId: string, key: string): Promise<RecordingBytes>;
}

/** What is known of one recording may be megabytes: the packet table of a day. */
const REMEMBERED = 8;
/** Headers are read bit by bit: fetching them in blocks of this size saves requests. */
const BLOCK_BYTES = 64 * 1024;
const BLOCKS = 8;

export function createRecordings(objects: ObjectStore, scratch: Scratch): Recordings {
  const remembered = new Map<string, RecordingBytes>();

  async function openObject(jobId: string, key: string): Promise<RecordingBytes> {
    const info = await objects.head(key);
    if (info === undefined) throw lost();
    const { sizeBytes } = info;
    const blocks = new Map<number, Promise<Buffer>>();

    async function fetch(from: number, to: number): Promise<Buffer> {
      const end = Math.min(to, sizeBytes);
      if (end <= from) return Buffer.alloc(0);
      const blocks = await objects.getBlocks(key, { start: from, end: end - 1 });
      if (blocks === undefined) throw lost();
      return collect(blocks, end - from);
    }

    async function block(index: number): Promise<Buffer> {
      const known = blocks.get(index);
      if (known !== undefined) return known;
      const fetched = fetch(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      blocks.set(index, fetched);
      if (blocks.size > BLOCKS) blocks.delete([...blocks.keys()][0] ?? index);
      try {
        return await fetched;
      } catch (error) {
        blocks.delete(index);
        throw error;
      }
    }

    return {
      sizeBytes,
      async read(from, to) {
        if (to - from > BLOCK_BYTES) return fetch(from, to);
        const first = Math.floor(from / BLOCK_BYTES);
        const last = Math.floor((Math.min(to, sizeBytes) - 1) / BLOCK_BYTES);
        if (last < first) return Buffer.alloc(0);
        const start = first * BLOCK_BYTES;
        const head = await block(first);
        if (first === last) return head.subarray(from - start, to - start);
        return Buffer.concat([head, await block(last)]).subarray(from - start, to - start);
      },
      async *stream(from) {
        const blocks = from >= sizeBytes ? undefined : await objects.getBlocks(key, { start: from });
        if (blocks !== undefined) yield* blocks;
      },
      localPath: (signal) => scratch.fetch(jobId, key, signal),
    };
  }

  return {
    async open(jobId, key) {
      const recording = remembered.get(key) ?? (await openObject(jobId, key));
      remembered.delete(key);
      remembered.set(key, recording);
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      return recording;
    },
  };
}

/** A body of known length in one buffer. */
async function collect(blocks: AsyncIterable<Buffer>, sizeBytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(sizeBytes);
  let length = 0;
  for await (const block of blocks) length += block.copy(buffer, length);
  if (length < sizeBytes)
    throw new DiaristError("storage_unavailable", "The recording could not be read to its end");
  return buffer;
}

function lost(): DiaristError {
  return new DiaristError("audio_lost", "The uploaded recording is not in the object store any more");
}
