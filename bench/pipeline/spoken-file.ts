import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";
import { makeRecording } from "../speech/long-recording.js";
import { speak } from "../speech/voices.js";

/** What people upload: a phone's voice memo, and a recorder's mp3. */
export const FORMAT_NAMES = ["m4a 32 kbit/s", "mp3 128 kbit/s"] as const;
export type Format = (typeof FORMAT_NAMES)[number];

export const FORMATS: Record<Format, { extension: string; args: string[]; bytesPerSecond: number }> = {
  "m4a 32 kbit/s": {
    extension: "m4a",
    args: ["-ac", "1", "-ar", "44100", "-b:a", "32k"],
    bytesPerSecond: 4_000,
  },
  "mp3 128 kbit/s": {
    extension: "mp3",
    args: ["-ac", "2", "-ar", "44100", "-b:a", "128k"],
    bytesPerSecond: 16_000,
  },
};

/** Speech with pauses, long enough that chunks do not all begin alike. */
const MASTER_SECONDS = 433;

export async function makeMaster(folder: string): Promise<string> {
  const sentences = speak();
  const { path } = await makeRecording("pauses", MASTER_SECONDS, sentences, join(folder, "master.wav"));
  await sentences.return();
  return path;
}

/** A file of exactly so many minutes, the master over and over. */
export async function makeFile(
  master: string,
  format: Format,
  minutes: number,
  folder: string,
): Promise<string> {
  const { extension, args } = FORMATS[format];
  const path = join(folder, `${String(minutes)}-minutes.${extension}`);
  const input = ["-stream_loop", "-1", "-i", master, "-t", String(minutes * 60)];
  await promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", ...input, ...args, path]);
  return path;
}
