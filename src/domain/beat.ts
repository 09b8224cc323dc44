import { LEVEL_SECONDS } from "./cut-plan.js";
import { inDecibels } from "./decibels.js";
import { movingAverage } from "./moving-average.js";
import { union, type Span } from "./spans.js";

/*
 * Where levels come again in time, as drums, a bass and machines make them: a bar is as loud and as quiet in the same places
 * as the one before. Speech has its syllables at no even distance for longer than a line of verse; people who count, and
 * verse, are the nearest to it.
 */

/** Two bars or more, as most music has them. In 5 s, one stretch of speech in forty is like what comes before; in 8, hardly one in 400. */
const WINDOW_SECONDS = 8;
const STEP_SECONDS = 2;
/** A beat takes as long at least. */
const SHORTEST_PERIOD_SECONDS = 0.24;
/** Correlation of a window with itself, a period later. Music with drums has 0.7 to 1, speech 0.3. */
const LEAST_LIKENESS = 0.65;
/** What is quieter than the loud moments by more is as good as silent; of a window, so much has to sound: three even words are no beat. */
const DEPTH_DB = 30;
const LEAST_SOUNDING_SHARE = 0.75;
/** Slower changes are those of phrases and pauses, which are like themselves a moment later. */
const SLOW_SECONDS = 1;
/** Levels of a fiftieth of a second. */
const LEVELS_TOGETHER = 2;

/**
 * Stretches with a beat that reach into any of `places`, which are in order, of powers a hundredth of a second each; all in seconds
 * from the beginning of the powers.
 */
export function spansWithBeat(powers: Float64Array, places: readonly Span[]): Span[] {
  const smooth = movingAverage(powers, 2 * LEVELS_TOGETHER);
  const length = Math.floor(smooth.length / LEVELS_TOGETHER);
  const levels = inDecibels(
    Float64Array.from({ length }, (_, index) => smooth[index * LEVELS_TOGETHER] ?? 0),
  );
  const inLevels = (seconds: number): number => Math.round(seconds / LEVEL_SECONDS / LEVELS_TOGETHER);
  const inSeconds = (count: number): number => count * LEVELS_TOGETHER * LEVEL_SECONDS;
  const size = inLevels(WINDOW_SECONDS);
  const last = levels.length - size;
  const windows: Span[] = [];
  let place = 0;
  for (let next = 0; next < last + inLevels(STEP_SECONDS); next += inLevels(STEP_SECONDS)) {
    const at = Math.min(next, last);
    const window = { start: inSeconds(at), end: inSeconds(at + size) };
    while ((places[place]?.end ?? Number.POSITIVE_INFINITY) <= window.start) place += 1;
    const isOfInterest = (places[place]?.start ?? Number.POSITIVE_INFINITY) < window.end;
    if (at >= 0 && isOfInterest && comesAgain(levels.subarray(at, at + size), inLevels)) windows.push(window);
  }
  return union(windows);
}

function comesAgain(levels: Float32Array, inLevels: (seconds: number) => number): boolean {
  const loud = levels.toSorted()[Math.floor(0.95 * (levels.length - 1))] ?? 0;
  const heard = levels.map((level) => Math.max(level, loud - DEPTH_DB));
  const sounding = heard.filter((level) => level > loud - DEPTH_DB).length;
  if (sounding < LEAST_SOUNDING_SHARE * heard.length) return false;
  const slow = movingAverage(heard, inLevels(SLOW_SECONDS));
  const quick = heard.map((level, index) => level - (slow[index] ?? 0));
  for (let period = inLevels(SHORTEST_PERIOD_SECONDS); period <= quick.length / 2; period += 1)
    if (likeness(quick.subarray(period), quick.subarray(0, -period)) >= LEAST_LIKENESS) return true;
  return false;
}

/** Pearson's correlation of two rows, equally long. */
function likeness(one: Float32Array, other: Float32Array): number {
  let sumOne = 0;
  let sumOther = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  let products = 0;
  for (let index = 0; index < one.length; index += 1) {
    const a = one[index] ?? 0;
    const b = other[index] ?? 0;
    sumOne += a;
    sumOther += b;
    squaresOne += a * a;
    squaresOther += b * b;
    products += a * b;
  }
  const spread = (sum: number, squares: number): number => squares - (sum * sum) / one.length;
  const both = spread(sumOne, squaresOne) * spread(sumOther, squaresOther);
  return both <= 0 ? 0 : (products - (sumOne * sumOther) / one.length) / Math.sqrt(both);
}
