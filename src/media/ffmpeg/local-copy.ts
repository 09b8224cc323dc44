import { open } from "node:fs/promises";
import { emptyPacketTable } from "../direct/pcm/caf.js";
import type { RecordingBytes } from "../port.js";

/**
 * Path of a local copy that ffmpeg can read. Apple's own writers leave the table of packets empty where all packets are
 * alike, as those of IMA4 are; ffmpeg 9 takes that for damage, so they are counted in the copy.
 */
export async function localCopy(recording: RecordingBytes, signal: AbortSignal): Promise<string> {
  const path = await recording.localPath(signal);
  const table = await emptyPacketTable((from, to) => recording.read(from, to), recording.sizeBytes);
  if (table === undefined) return path;
  const file = await open(path, "r+");
  try {
    const count = Buffer.alloc(8);
    count.writeBigInt64BE(BigInt(table.packets));
    await file.write(count, 0, count.length, table.at);
  } finally {
    await file.close();
  }
  return path;
}
