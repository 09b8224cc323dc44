import { writeFile } from "node:fs/promises";
import { randomNumbers } from "../support/random-numbers.js";

/*
 * A sound in which each place can be told from any other: phrases of sweeping tones, no two alike, with pauses between
 * the phrases as between sentences.
 */
export const PHRASE_SECONDS = 1.8;
export const PAUSE_SECONDS = 1.2;
const TONE_SECONDS = 0.3;

/** Mono samples between -1 and 1; the same each time. */
export function phrases(durationSeconds: number, sampleRate: number, pauses = true): Float32Array {
  const random = randomNumbers(7);
  const samples = new Float32Array(Math.round(durationSeconds * sampleRate));
  const tonesInPhrase = Math.round(PHRASE_SECONDS / TONE_SECONDS);
  const tonesInPeriod = Math.round((PHRASE_SECONDS + PAUSE_SECONDS) / TONE_SECONDS);
  for (let tone = 0; tone * TONE_SECONDS < durationSeconds; tone += 1) {
    const from = 200 + 1200 * random();
    const to = 200 + 1200 * random();
    if (pauses && tone % tonesInPeriod >= tonesInPhrase) continue;
    const first = Math.round(tone * TONE_SECONDS * sampleRate);
    const count = Math.min(Math.round(TONE_SECONDS * sampleRate), samples.length - first);
    for (let index = 0; index < count; index += 1) {
      const time = index / sampleRate;
      const phase = 2 * Math.PI * (from * time + ((to - from) * time * time) / (2 * TONE_SECONDS));
      samples[first + index] = 0.3 * Math.sin(phase);
    }
  }
  return samples;
}

/** Whether a moment of `phrases` lies in a pause, give or take what a codec smears. */
export function isInPause(seconds: number): boolean {
  const within = seconds % (PHRASE_SECONDS + PAUSE_SECONDS);
  return within > PHRASE_SECONDS - 0.05 || within < 0.05;
}

/** Writes 16-bit mono PCM. `claimedBytes` is what the header says of the data's length. */
export async function writeWav(
  path: string,
  samples: Float32Array,
  sampleRate: number,
  claimedBytes = samples.length * 2,
): Promise<void> {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + claimedBytes, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  [16, 0x10001, sampleRate, sampleRate * 2, 0x100002].forEach((value, index) =>
    wav.writeUInt32LE(value, 16 + index * 4),
  );
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(claimedBytes, 40);
  samples.forEach((sample, index) => wav.writeInt16LE(Math.round(sample * 32_767), 44 + index * 2));
  await writeFile(path, wav);
}

/**
 * How much later than `atSeconds` the start of `excerpt` is found in `whole`, in seconds, searched within 0.35 s either
 * way, and how alike the two are there (1 for the same).
 */
export function locate(
  whole: ArrayLike<number>,
  excerpt: ArrayLike<number>,
  atSeconds: number,
  sampleRate: number,
): { lateSeconds: number; likeness: number } {
  const reach = Math.round(0.35 * sampleRate);
  const expected = Math.round(atSeconds * sampleRate);
  let best = { lag: 0, likeness: -1 };
  for (let lag = -reach; lag <= reach; lag += 1) {
    let product = 0;
    let energy = 1e-9;
    let ownEnergy = 1e-9;
    for (let index = 0; index < excerpt.length; index += 1) {
      const a = whole[expected + lag + index] ?? 0;
      const b = excerpt[index] ?? 0;
      product += a * b;
      energy += a * a;
      ownEnergy += b * b;
    }
    const likeness = product / Math.sqrt(energy * ownEnergy);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return {
    lateSeconds: (expected + best.lag) / sampleRate - atSeconds,
    likeness: best.likeness,
  };
}
