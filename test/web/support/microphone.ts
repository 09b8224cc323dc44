import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { partPath } from "../../../src/stack/parts.js";

/** Writes what Chromium's microphone reads: it takes PCM alone, and starts over at its end. */
export async function speakInto(file: string, recording: string): Promise<void> {
  const pcm = ["-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le"];
  await promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", "-i", recording, ...pcm, file]);
}

/** Chromium's switches for a microphone that hears the file, and asks nobody for leave. */
export const microphoneSwitches = (file: string): string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${file}`,
];
