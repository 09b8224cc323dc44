import { createHash, randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { partPath } from "../../../src/stack/parts.js";
import { SAMPLE } from "./ground.js";

const run = promisify(execFile);
const WAV_HEADER_BYTES = 12;

/** A recording of the sample's voice that is `repeats` times as long as the sample, 36 s. */
export async function longRecording(file: string, repeats: number): Promise<string> {
  const loop = ["-stream_loop", String(repeats - 1), "-i", SAMPLE];
  await run(partPath("ffmpeg"), ["-v", "error", "-y", ...loop, "-c:a", "libmp3lame", "-b:a", "48k", file]);
  return file;
}

/** The first `seconds` of the sample as a file that no other test has: it differs in bytes that nobody listens to. */
export async function shortRecording(file: string, { seconds = 3, weightBytes = 64 } = {}): Promise<string> {
  const pcm = ["-t", String(seconds), "-i", SAMPLE, "-ac", "1", "-ar", "16000", "-bitexact"];
  await run(partPath("ffmpeg"), ["-v", "error", "-y", ...pcm, file]);
  const wav = await readFile(file);
  const junk = Buffer.alloc(8);
  junk.write("JUNK");
  junk.writeUInt32LE(weightBytes, 4);
  const heavy = Buffer.concat([
    wav.subarray(0, WAV_HEADER_BYTES),
    junk,
    randomBytes(weightBytes),
    wav.subarray(WAV_HEADER_BYTES),
  ]);
  heavy.writeUInt32LE(heavy.length - 8, 4);
  await writeFile(file, heavy);
  return file;
}

export const sha256 = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
