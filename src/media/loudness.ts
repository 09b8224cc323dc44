import { LEVEL_SECONDS, QUIETEST_DB, type Loudness } from "../domain/cut-plan.js";
import type { Span } from "../domain/spans.js";
import type { CutSource } from "./cut-source.js";
import { pipeName, type RunFfmpeg } from "./ffmpeg-process.js";
import { inputArgs } from "./input.js";

/** Decoders entered in the middle of a stream are silent or wrong at first; that must not pass for a pause. */
const SETTLING_SECONDS = 0.5;

/** Decodes only the given spans of the recording, in one process, and measures how loud they are. */
export async function measureLoudness(
  ffmpeg: RunFfmpeg,
  source: CutSource,
  spans: readonly Span[],
  signal: AbortSignal,
): Promise<Loudness[]> {
  const windows = spans.map(({ start, end }) => {
    const from = Math.max(0, start - source.shiftSeconds - SETTLING_SECONDS);
    const to = Math.max(from, end - source.shiftSeconds);
    return {
      startSeconds: start,
      input: inputArgs(source.path, [...source.options, "-ss", seconds(from), "-t", seconds(to - from)]),
      unsettledLevels: Math.max(0, Math.round((start - source.shiftSeconds - from) / LEVEL_SECONDS)),
      meter: createMeter(source.sampleRate),
    };
  });
  const format = ["-ac", "1", "-ar", String(source.sampleRate), "-c:a", "pcm_s16le", "-f", "s16le"];
  await ffmpeg(
    [
      "-filter_threads",
      "1",
      ...windows.flatMap(({ input }) => input),
      ...windows.flatMap((_, index) => ["-map", `${String(index)}:a:0`, ...format, pipeName(index)]),
    ],
    signal,
    windows.map(
      ({ meter }) =>
        (bytes) =>
          meter.add(bytes),
    ),
  );
  return windows.map(({ startSeconds, unsettledLevels, meter }) => ({
    startSeconds,
    levels: meter.levels().slice(unsettledLevels),
  }));
}

/** For ffmpeg's command line, which knows no exponents. */
export function seconds(value: number): string {
  return value.toFixed(6);
}

interface Meter {
  /** Samples of 16 bits, little end first, one channel. */
  add(bytes: Buffer): void;
  levels(): Float32Array;
}

function createMeter(sampleRate: number): Meter {
  const samplesPerLevel = sampleRate * LEVEL_SECONDS;
  const levels: number[] = [];
  let odd: number | undefined;
  let count = 0;
  let sum = 0;
  let squares = 0;
  let levelEnd = Math.round(samplesPerLevel);
  let position = 0;

  function addSample(low: number, high: number): void {
    const value = ((high << 24) >> 16) | low;
    count += 1;
    sum += value;
    squares += value * value;
    position += 1;
    if (position < levelEnd) return;
    // The variance: a constant offset, as cheap sound cards have, is no sound.
    const power = (squares / count - (sum / count) ** 2) / 32_768 ** 2;
    levels.push(power > 0 ? Math.max(QUIETEST_DB, 10 * Math.log10(power)) : QUIETEST_DB);
    count = 0;
    sum = 0;
    squares = 0;
    levelEnd = Math.round((levels.length + 1) * samplesPerLevel);
  }

  return {
    add(bytes) {
      let at = 0;
      if (odd !== undefined && bytes.length > 0) {
        addSample(odd, bytes[0] ?? 0);
        odd = undefined;
        at = 1;
      }
      for (; at + 1 < bytes.length; at += 2) addSample(bytes[at] ?? 0, bytes[at + 1] ?? 0);
      if (at < bytes.length) odd = bytes[at];
    },
    levels: () => Float32Array.from(levels),
  };
}
