import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { readParts } from "../../src/stack/parts.js";

const execute = promisify(execFile);

/** The ffmpeg that the tests use: DIARIST_FFMPEG, else the one that was set up, else the one on the PATH. */
export const ffmpegPath = process.env["DIARIST_FFMPEG"] ?? setUpFfmpeg() ?? "ffmpeg";

function setUpFfmpeg(): string | undefined {
  try {
    return readParts().ffmpeg?.path;
  } catch {
    return undefined;
  }
}

export async function ffmpeg(...args: string[]): Promise<void> {
  await execute(ffmpegPath, ["-nostdin", "-v", "error", "-y", ...args]);
}

/** Builds of ffmpeg differ in what they can write. */
export async function canEncode(encoder: string): Promise<boolean> {
  const { stdout } = await execute(ffmpegPath, ["-hide_banner", "-encoders"]);
  return new RegExp(`^ A\\S+ ${encoder} `, "m").test(stdout);
}

/** What a speech service hears in a file: one channel, in samples of 16 bits. Filters may be put before that. */
export async function hear(path: string, sampleRate: number, filter = "anull"): Promise<Int16Array> {
  const { stdout } = await execute(
    ffmpegPath,
    ["-nostdin", "-v", "quiet", "-i", path, "-map", "0:a:0", "-af", filter].concat([
      "-ac",
      "1",
      "-ar",
      String(sampleRate),
      "-f",
      "s16le",
      "pipe:1",
    ]),
    { encoding: "buffer", maxBuffer: 256 * 1024 ** 2 },
  );
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~1)));
}
