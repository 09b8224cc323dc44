import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";

/** Real recordings with known words; they lie beside the project, not in it. */
const folder = process.env["DIARIST_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));

export const hasSpeech = existsSync(join(folder, "speech"));
if (!hasSpeech) process.stderr.write(`Skipped: there are no real recordings in ${folder} (DIARIST_SHARED)\n`);

const austen = (number: string): string => `sense_and_sensibility_01_austen_64kb-${number}.wav`;

/** What is said in each English recording. */
export const ENGLISH: Record<string, string> = {
  [austen("0870")]:
    "and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them",
  [austen("0880")]: "he was not an ill disposed young man",
  [austen("0890")]: "unless to be rather cold hearted and rather selfish is to be ill disposed",
  [austen("0920")]:
    "had he married a more amiable woman he might have been made still more respectable than he was",
  [austen("0930")]: "he might even have been made amiable himself",
  "jfk.flac":
    "and so my fellow americans ask not what your country can do for you ask what you can do for your country",
};

export const recording = (name: string): string => join(folder, "speech", name);

/**
 * Glues recordings together with a pause after each, and gives back what is said in the whole. `decibels` makes each of
 * them louder or, below zero, quieter.
 */
export async function glue(
  names: string[],
  pauseSeconds: number,
  output: string,
  decibels: number[] = [],
): Promise<string> {
  const inputs = names.flatMap((name) => ["-i", recording(name)]);
  const padded = names.map(
    (_, index) =>
      `[${index}:a]aresample=16000,aformat=channel_layouts=mono,volume=${decibels[index] ?? 0}dB,apad=pad_dur=${pauseSeconds}[p${index}]`,
  );
  const joined = `${names.map((_, index) => `[p${index}]`).join("")}concat=n=${names.length}:v=0:a=1[out]`;
  await promisify(execFile)(partPath("ffmpeg"), [
    ...["-v", "error", "-y", ...inputs],
    ...["-filter_complex", [...padded, joined].join(";"), "-map", "[out]", output],
  ]);
  return names.map((name) => ENGLISH[name] ?? "").join(" ");
}
