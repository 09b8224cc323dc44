import { readFile } from "node:fs/promises";
import { isMixed, mixedRange, type MixedRange } from "../domain/audio.js";
import { createMonoMixer, monoBytes } from "../domain/mono.js";
import { swapSamples } from "../domain/sample-order.js";
import type { PieceContent, RecordingBytes } from "./port.js";

/** Ranges that near are read in one request. */
const NEAR_BYTES = 128 * 1024;
/** A multiple of every width of samples, some 4 MB. */
const LONGEST_READ_BYTES = 24 * 2 ** 17;

/** How long a file of ranges and bytes is. */
export function contentBytes(content: readonly PieceContent[]): number {
  return content.reduce((sum, part) => {
    if ("bytes" in part) return sum + part.bytes.length;
    if (isMixed(part)) return sum + monoBytes(mixedRange(part));
    return "from" in part ? sum + part.to - part.from : sum;
  }, 0);
}

/** All content in one buffer. */
export async function gather(recording: RecordingBytes, content: readonly PieceContent[]): Promise<Buffer> {
  const buffers: Buffer[] = [];
  for await (const bytes of readContent(recording, content)) buffers.push(Buffer.from(bytes));
  return Buffer.concat(buffers);
}

/** All content in order, in bounded memory. */
export async function* readContent(
  recording: RecordingBytes,
  content: readonly PieceContent[],
): AsyncGenerator<Buffer> {
  let read: { from: number; bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) };
  for (const [index, part] of content.entries()) {
    if ("bytes" in part) yield part.bytes;
    else if ("path" in part) yield await readFile(part.path);
    else if (isMixed(part)) yield* readMixed(recording, mixedRange(part));
    else {
      for (let from = part.from; from < part.to; from += LONGEST_READ_BYTES) {
        const to = Math.min(part.to, from + LONGEST_READ_BYTES);
        if (from < read.from || to > read.from + read.bytes.length)
          read = {
            from,
            bytes: await recording.read(from, to === part.to ? endOfNear(content, index, from) : to),
          };
        const bytes = read.bytes.subarray(from - read.from, to - read.from);
        if (part.swap !== undefined) swapSamples(bytes, part.swap);
        yield bytes;
      }
    }
  }
}

async function* readMixed(recording: RecordingBytes, range: MixedRange): AsyncGenerator<Buffer> {
  const mix = createMonoMixer(range);
  for (let from = range.from; from < range.to; from += LONGEST_READ_BYTES) {
    const bytes = await recording.read(from, Math.min(range.to, from + LONGEST_READ_BYTES));
    yield Buffer.copyBytesFrom(mix(bytes));
  }
}

/** Where to read to from the end of a range, so that the ranges that follow closely are read along. */
function endOfNear(content: readonly PieceContent[], index: number, from: number): number {
  let to = from;
  for (const part of content.slice(index)) {
    if (!("from" in part)) break;
    const isNear = to === from || (part.from >= to && part.from - to <= NEAR_BYTES);
    if (!isNear || (to > from && part.to - from > LONGEST_READ_BYTES)) break;
    to = part.to;
  }
  return to;
}
