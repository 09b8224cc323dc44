import type { RecordingBytes } from "../port.js";

/** Gives bytes of a recording, fewer where it ends before. */
export type ReadBytes = (from: number, to: number) => Promise<Buffer>;

/** Answers small reads that lie near each other out of larger ones. The buffers given are views of those: not to be kept. */
export function readAhead(recording: RecordingBytes, blockBytes = 128 * 1024): ReadBytes {
  let block: Buffer = Buffer.alloc(0);
  let blockStart = 0;
  return async (from, to) => {
    const end = Math.min(to, recording.sizeBytes);
    if (from < blockStart || end > blockStart + block.length) {
      block = await recording.read(from, Math.max(to, from + blockBytes));
      blockStart = from;
    }
    return block.subarray(from - blockStart, Math.max(from, to) - blockStart);
  };
}
