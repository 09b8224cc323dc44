import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";
import { ENGLISH, hasSpeech, recording } from "../../test/support/spoken-recordings.js";
import { speakWithFlite } from "./flite.js";
import { PROSE } from "./prose.js";

export const SAMPLE_RATE = 16_000;

/** One sentence as it was spoken, without the silence around it, each as loud as the others. */
export interface Spoken {
  text: string;
  samples: Float32Array;
}

const FLITE_VOICES = ["slt", "rms", "awb"];
const LOUDNESS_RMS = 0.08;
/** 40 dB below the sentence's loudest moment nobody speaks. */
const TRIM_BELOW_PEAK = 0.01;
const TRIM_MARGIN_SECONDS = 0.03;

const run = promisify(execFile);

/** Sentences without end: the voices read the prose in turn, and now and then a person speaks, where the recordings are there. */
export async function* speak(): AsyncGenerator<Spoken, void> {
  const people: Spoken[] = [];
  if (hasSpeech)
    for (const [name, text] of Object.entries(ENGLISH))
      people.push({ text, samples: trim(level(await decode(recording(name)))) });
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-voices-"));
  const spoken = new Map<string, Spoken>();
  try {
    for (let turn = 0; ; turn += 1) {
      const person = people[Math.floor(turn / 6) % people.length];
      if (person !== undefined && turn % 6 === 5) yield person;
      // Each round through the prose every sentence has another voice.
      const voice = FLITE_VOICES[(turn + Math.floor(turn / PROSE.length)) % FLITE_VOICES.length] ?? "";
      const text = PROSE[turn % PROSE.length] ?? "";
      const known = spoken.get(`${voice} ${text}`);
      const sentence = known ?? { text, samples: trim(level(await read(voice, text, folder))) };
      spoken.set(`${voice} ${text}`, sentence);
      yield sentence;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read(voice: string, text: string, folder: string): Promise<Float32Array> {
  const path = join(folder, "sentence.wav");
  await speakWithFlite(voice, text, path);
  return decode(path);
}

async function decode(path: string): Promise<Float32Array> {
  const format = ["-ac", "1", "-ar", String(SAMPLE_RATE), "-f", "f32le", "-"];
  const { stdout } = await run(partPath("ffmpeg"), ["-v", "error", "-i", path, ...format], {
    encoding: "buffer",
    maxBuffer: 1024 ** 3,
  });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

function level(samples: Float32Array): Float32Array {
  const gain =
    LOUDNESS_RMS / Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  return samples.map((value) => value * gain);
}

function trim(samples: Float32Array): Float32Array {
  const threshold = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * TRIM_BELOW_PEAK;
  const isLoud = (value: number): boolean => Math.abs(value) > threshold;
  const margin = Math.round(TRIM_MARGIN_SECONDS * SAMPLE_RATE);
  return samples.slice(
    Math.max(0, samples.findIndex(isLoud) - margin),
    samples.findLastIndex(isLoud) + margin,
  );
}
