import { LEVEL_SECONDS, QUIETEST_DB, type Loudness } from "../domain/cut-plan.js";

/** Measures samples between -32,768 and 32,767 of one channel, as they come. */
export interface Meter {
  add(samples: Int16Array | Float32Array): void;
  /** Of what was added, but for its first `skippedLevels`; what is left begins at `startSeconds`. */
  loudness(startSeconds: number, skippedLevels?: number): Loudness;
}

/** As many samples of each hundredth of a second as it takes to tell its level. */
const MEASURED_RATE = 8_000;
const FULL_SCALE_POWER = 32_768 ** 2;

/**
 * Looks at every so many samples, at MEASURED_RATE and up to twice that. How bright they are is told by how much they change from
 * one to the next: by the power of the difference against their own, which for a tone depends on nothing but its frequency.
 * Of sound above what the rate can tell, the change over that time is still right on the average, so that nothing has to
 * be filtered first and recordings of different rates measure alike.
 */
export function createMeter(sampleRate: number): Meter {
  const stride = strideAt(sampleRate);
  const rate = sampleRate / stride;
  const samplesPerLevel = rate * LEVEL_SECONDS;
  let levels = new Float32Array(1_024);
  let brightness = new Float32Array(1_024);
  let levelCount = 0;
  let sum = 0;
  let squares = 0;
  let changes = 0;
  let count = 0;
  let last: number | undefined;
  let position = 0;
  let levelEnd = Math.round(samplesPerLevel);
  /** Place of the next sample to look at, in what is added next. */
  let next = 0;

  function finishLevel(): void {
    if (levelCount === levels.length) {
      levels = twiceAsLong(levels);
      brightness = twiceAsLong(brightness);
    }
    // The variance: a constant offset, as cheap sound cards have, is no sound.
    const power = squares / count - (sum / count) ** 2;
    levels[levelCount] =
      power > 0 ? Math.max(QUIETEST_DB, 10 * Math.log10(power / FULL_SCALE_POWER)) : QUIETEST_DB;
    brightness[levelCount] =
      power > 0 ? (rate / Math.PI) * Math.asin(Math.sqrt(Math.min(1, changes / count / power / 4))) : 0;
    levelCount += 1;
    levelEnd = Math.round((levelCount + 1) * samplesPerLevel);
    sum = 0;
    squares = 0;
    changes = 0;
    count = 0;
  }

  return {
    add(samples) {
      let at = next;
      while (at < samples.length) {
        const taken = Math.min(Math.ceil((samples.length - at) / stride), levelEnd - position);
        const to = at + taken * stride;
        let blockSum = 0;
        let blockSquares = 0;
        let blockChanges = 0;
        let previous = last ?? samples[at] ?? 0;
        for (let index = at; index < to; index += stride) {
          const sample = samples[index] ?? 0;
          const change = sample - previous;
          blockSum += sample;
          blockSquares += sample * sample;
          blockChanges += change * change;
          previous = sample;
        }
        last = previous;
        sum += blockSum;
        squares += blockSquares;
        changes += blockChanges;
        count += taken;
        position += taken;
        at = to;
        if (position === levelEnd) finishLevel();
      }
      next = at - samples.length;
    },
    loudness: (startSeconds, skippedLevels = 0) => ({
      startSeconds,
      levels: levels.slice(skippedLevels, levelCount),
      brightness: brightness.slice(skippedLevels, levelCount),
    }),
  };
}

/** Of how many samples one is enough. */
export function strideAt(sampleRate: number): number {
  return Math.max(1, Math.floor(sampleRate / MEASURED_RATE));
}

function twiceAsLong(values: Float32Array): Float32Array<ArrayBuffer> {
  const longer = new Float32Array(values.length * 2);
  longer.set(values);
  return longer;
}

/** Stretches that follow each other, as one: each lasts until the next begins. */
export function joinedLoudness(parts: readonly Loudness[]): Loudness {
  const startSeconds = parts[0]?.startSeconds ?? 0;
  const places = parts.map((part) => Math.round((part.startSeconds - startSeconds) / LEVEL_SECONDS));
  const ends = parts.map(({ levels }, index) => (places[index] ?? 0) + levels.length);
  const length = Math.max(0, ...ends);
  const levels = new Float32Array(length).fill(QUIETEST_DB);
  const brightness = new Float32Array(length);
  parts.forEach((part, index) => {
    levels.set(part.levels, places[index]);
    brightness.set(part.brightness, places[index]);
  });
  return { startSeconds, levels, brightness };
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
