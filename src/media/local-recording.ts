import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { RecordingBytes } from "./port.js";

/** A recording that lies in a local file. */
export async function openLocalRecording(path: string): Promise<RecordingBytes> {
  const { size: sizeBytes } = await stat(path);
  return {
    sizeBytes,
    async read(from, to) {
      const length = Math.max(0, Math.min(to, sizeBytes) - from);
      const file = await open(path);
      try {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async *stream(from) {
      // Without an encoding a file's stream gives buffers.
      for await (const bytes of createReadStream(path, { start: from, highWaterMark: 256 * 1024 }))
        if (Buffer.isBuffer(bytes)) yield bytes;
    },
    localPath: () => Promise.resolve(path),
  };
}
