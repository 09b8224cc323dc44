import type { SizedBody } from "../../src/providers/speech/port.js";

/** Bytes that lie in memory, to be sent in pieces of so many. */
export function bodyOf(bytes: Uint8Array, pieceBytes = 64 * 1024): SizedBody {
  return {
    sizeBytes: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}
