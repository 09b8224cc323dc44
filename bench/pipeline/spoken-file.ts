import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";
import { makeRecording } from "../speech/long-recording.js";
import { speak } from "../speech/voices.js";

/** What people upload: a phone's voice memo, a recorder's mp3, and what a studio makes. */
export const FORMAT_NAMES = ["m4a 32 kbit/s", "mp3 128 kbit/s", "wav 44.1 kHz stereo"] as const;
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
  "wav 44.1 kHz stereo": {
    extension: "wav",
    args: ["-ac", "2", "-ar", "44100"],
    bytesPerSecond: 176_400,
  },
};

/** Speech with pauses, long enough that chunks do not all begin alike. */
const LOOP_SECONDS = 433;

const ffmpeg = (...args: string[]): Promise<unknown> =>
  promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", ...args]);

/** Some minutes, which longer files repeat. */
export async function makeLoop(format: Format, folder: string): Promise<string> {
  const { extension, args } = FORMATS[format];
  const loop = join(folder, `loop.${extension}`);
  const speech = join(folder, "speech.wav");
  if (!existsSync(speech)) {
    const sentences = speak();
    await makeRecording("pauses", LOOP_SECONDS, sentences, speech);
    await sentences.return();
  }
  if (!existsSync(loop)) await ffmpeg("-i", speech, ...args, loop);
  return loop;
}

/** A file of so many minutes, the loop over and over; copied, since encoding ten hours takes minutes. */
export async function makeFile(loop: string, minutes: number, folder: string): Promise<string> {
  const path = join(folder, `${String(minutes)}-minutes${extname(loop)}`);
  await ffmpeg("-stream_loop", "-1", "-i", loop, "-t", String(minutes * 60), "-c", "copy", path);
  return path;
}
