import { LEVEL_SECONDS, QUIETEST_DB, type Loudness } from "../domain/cut-plan.js";

/** Measures samples between -32,768 and 32,767 of one channel, as they come. */
export interface Meter {
  add(samples: Int16Array | Float32Array): void;
  levels(): Float32Array;
}

const FULL_SCALE_POWER = 32_768 ** 2;

export function createMeter(sampleRate: number): Meter {
  const samplesPerLevel = sampleRate * LEVEL_SECONDS;
  let levels = new Float32Array(1_024);
  let levelCount = 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  let position = 0;
  let levelEnd = Math.round(samplesPerLevel);

  function finishLevel(): void {
    if (levelCount === levels.length) {
      const longer = new Float32Array(levels.length * 2);
      longer.set(levels);
      levels = longer;
    }
    // The variance: a constant offset, as cheap sound cards have, is no sound.
    const power = (squares / count - (sum / count) ** 2) / FULL_SCALE_POWER;
    levels[levelCount] = power > 0 ? Math.max(QUIETEST_DB, 10 * Math.log10(power)) : QUIETEST_DB;
    levelCount += 1;
    levelEnd = Math.round((levelCount + 1) * samplesPerLevel);
    sum = 0;
    squares = 0;
    count = 0;
  }

  return {
    add(samples) {
      let at = 0;
      while (at < samples.length) {
        const to = Math.min(samples.length, at + levelEnd - position);
        let blockSum = 0;
        let blockSquares = 0;
        for (let index = at; index < to; index += 1) {
          const sample = samples[index] ?? 0;
          blockSum += sample;
          blockSquares += sample * sample;
        }
        sum += blockSum;
        squares += blockSquares;
        count += to - at;
        position += to - at;
        at = to;
        if (position === levelEnd) finishLevel();
      }
    },
    levels: () => levels.slice(0, levelCount),
  };
}

/** Stretches that follow each other, as one: each lasts until the next begins. */
export function joinedLoudness(parts: readonly Loudness[]): Loudness {
  const startSeconds = parts[0]?.startSeconds ?? 0;
  const places = parts.map((part) => Math.round((part.startSeconds - startSeconds) / LEVEL_SECONDS));
  const ends = parts.map(({ levels }, index) => (places[index] ?? 0) + levels.length);
  const levels = new Float32Array(Math.max(0, ...ends)).fill(QUIETEST_DB);
  parts.forEach((part, index) => levels.set(part.levels, places[index]));
  return { startSeconds, levels };
}

/** Makes samples of bytes, 16 bits each, little end first, wherever the bytes were divided. */
export function createSampleReader(take: (samples: Int16Array) => void): (bytes: Buffer) => void {
  let odd: Buffer | undefined;
  return (bytes) => {
    let whole = odd === undefined ? bytes : Buffer.concat([odd, bytes]);
    odd = whole.length % 2 === 1 ? Buffer.from(whole.subarray(-1)) : undefined;
    // A view has to begin at an even place.
    if (whole.byteOffset % 2 === 1) whole = Buffer.copyBytesFrom(whole);
    take(new Int16Array(whole.buffer, whole.byteOffset, whole.length >> 1));
  };
}
