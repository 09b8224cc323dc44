import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";
import { randomNumbers } from "../../test/support/random-numbers.js";
import { SAMPLE_RATE, type Spoken } from "./voices.js";

/** What lies between two sentences, and under them. */
export const CONDITIONS = ["pauses", "no pauses", "noise", "music"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A sentence and where in the recording it is spoken. */
export interface Utterance {
  text: string;
  startSeconds: number;
  endSeconds: number;
}

export interface LongRecording {
  path: string;
  durationSeconds: number;
  utterances: Utterance[];
}

/** 15 dB below speech: a fan, a road. */
const NOISE_RMS = 0.014;
const TONE_AMPLITUDE = 0.08;
/** A chord and the next, in hertz. */
const CHORDS = [
  [220, 277.2, 329.6],
  [196, 246.9, 293.7],
  [174.6, 220, 261.6],
];

/** Makes a recording of about the given length; what is said in it and when is known exactly. */
export async function makeRecording(
  condition: Condition,
  seconds: number,
  sentences: AsyncGenerator<Spoken, void>,
  path: string,
): Promise<LongRecording> {
  // The same every time, so that two runs measure the same.
  const random = randomNumbers(CONDITIONS.indexOf(condition) + 1);
  const stretches: Float32Array[] = [];
  const utterances: Utterance[] = [];
  let length = 0;
  const append = (samples: Float32Array): void => {
    stretches.push(samples);
    length += samples.length;
  };
  while (length < seconds * SAMPLE_RATE) {
    const next = await sentences.next();
    if (next.done === true) break;
    const { text, samples } = next.value;
    const startSeconds = length / SAMPLE_RATE;
    append(samples);
    utterances.push({ text, startSeconds, endSeconds: length / SAMPLE_RATE });
    append(between(condition, random));
  }
  const samples = new Float32Array(length);
  let at = 0;
  for (const stretch of stretches) {
    samples.set(stretch, at);
    at += stretch.length;
  }
  // Even a good room is not digitally silent.
  const noise = condition === "noise" ? NOISE_RMS : NOISE_RMS / 40;
  for (let index = 0; index < length; index += 1)
    samples[index] = (samples[index] ?? 0) + noise * Math.sqrt(12) * (random() - 0.5);
  await encode(samples, path);
  return { path, durationSeconds: length / SAMPLE_RATE, utterances };
}

function between(condition: Condition, random: () => number): Float32Array {
  if (condition === "no pauses") return new Float32Array(0);
  if (condition === "music")
    return chord(CHORDS[Math.floor(random() * CHORDS.length)] ?? [], 2 + 4 * random());
  // Most people breathe, and sometimes they think.
  const seconds = random() < 0.1 ? 4 + 4 * random() : 0.25 + 1.5 * random() ** 2;
  return new Float32Array(Math.round(seconds * SAMPLE_RATE));
}

/** Rises and fades like a held chord on a keyboard, with a pulse in it. */
function chord(frequencies: readonly number[], seconds: number): Float32Array {
  const length = Math.round(seconds * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, index) => {
    const time = index / SAMPLE_RATE;
    const envelope = Math.min(1, time / 0.05, (seconds - time) / 0.3) * (0.6 + 0.4 * Math.cos(12 * time));
    const tones = frequencies.map(
      (hertz) => Math.sin(2 * Math.PI * hertz * time) + 0.4 * Math.sin(4 * Math.PI * hertz * time),
    );
    return (TONE_AMPLITUDE * envelope * tones.reduce((sum, tone) => sum + tone, 0)) / frequencies.length;
  });
}

/** The codec is what the path's extension says. */
async function encode(samples: Float32Array, path: string): Promise<void> {
  const raw = `${path}.f32`;
  await writeFile(raw, new Uint8Array(samples.buffer));
  const input = ["-f", "f32le", "-ar", String(SAMPLE_RATE), "-ac", "1", "-i", raw];
  await promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", ...input, path]);
  await rm(raw);
}
