import { LEVEL_SECONDS, type Loudness } from "./cut-plan.js";
import { union, type Span } from "./spans.js";

/*
 * Whether a stretch sounds like speech, by nothing but its level in each hundredth of a second: a second opinion that owes
 * nothing to the speech engine's. A voice swings by many decibels two to ten times a second, syllable by syllable, and falls
 * silent between them for a moment; each syllable lasts a tenth of a second and more. Hum, noise and held chords do not
 * swing, applause swings too little and too fast, taps and clicks are too short.
 */

/** Long enough for several syllables, short enough for a sentence between pauses. */
const WINDOW_SECONDS = 1.6;
const STEP_SECONDS = 0.2;
/** Windows that are speech have to make up this much together. */
const LEAST_SPEECH_SECONDS = 1;
/** Quieter is the noise of a recorder. */
const FAINTEST_DB = -62;
/** Width of a syllable's core: shorter swings are those of noise. */
const SMOOTHING_SECONDS = 0.05;
/** Between the loud and the quiet of a window. In noise 12 dB below a voice that much is left of its swing. */
const LEAST_SWING_DB = 9;
/** A syllable is a peak that stands out on both sides by this much. */
const SYLLABLE_DB = 4;
const SYLLABLES_A_SECOND = { least: 1.8, most: 6 };
/** A syllable stays within so many decibels of its peak for so long; taps and claps are gone at once. */
const NEAR_PEAK_DB = 5;
const SHORTEST_SYLLABLE_SECONDS = 0.09;
/** Between the loudest and the faintest syllable: the tones of a dialled number are all equally loud. */
const LEAST_SPREAD_DB = 1.5;

/** What a window's levels say. */
interface Modulation {
  loudDb: number;
  swingDb: number;
  syllablesASecond: number;
  /** Median. */
  syllableSeconds: number;
  syllablesSpreadDb: number;
}

/** Stretches of a measurement that sound like speech, a second or longer, in the recording's time. */
export function speechLikeSpans({ startSeconds, levels }: Loudness): Span[] {
  const smooth = smoothed(levels, Math.round(SMOOTHING_SECONDS / LEVEL_SECONDS));
  const size = Math.min(smooth.length, Math.round(WINDOW_SECONDS / LEVEL_SECONDS));
  const step = Math.round(STEP_SECONDS / LEVEL_SECONDS);
  const windows: Span[] = [];
  for (let at = 0; size > 0 && at + size <= smooth.length; at += step)
    if (isSpeech(modulation(smooth.subarray(at, at + size))))
      windows.push({ start: at * LEVEL_SECONDS, end: (at + size) * LEVEL_SECONDS });
  return union(windows)
    .filter(({ start, end }) => end - start >= LEAST_SPEECH_SECONDS)
    .map(({ start, end }) => ({ start: startSeconds + start, end: startSeconds + end }));
}

function isSpeech(modulation: Modulation): boolean {
  const { loudDb, swingDb, syllablesASecond, syllableSeconds, syllablesSpreadDb } = modulation;
  return (
    loudDb >= FAINTEST_DB &&
    swingDb >= LEAST_SWING_DB &&
    syllablesASecond >= SYLLABLES_A_SECOND.least &&
    syllablesASecond <= SYLLABLES_A_SECOND.most &&
    syllableSeconds >= SHORTEST_SYLLABLE_SECONDS &&
    syllablesSpreadDb >= LEAST_SPREAD_DB
  );
}

function modulation(levels: Float32Array): Modulation {
  const sorted = levels.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const loudDb = at(0.95);
  const places = peaks(levels);
  const heights = places.map((place) => levels[place] ?? 0);
  const widths = places.map((place) => widthAround(levels, place)).sort((a, b) => a - b);
  return {
    loudDb,
    swingDb: loudDb - at(0.1),
    syllablesASecond: places.length / (levels.length * LEVEL_SECONDS),
    syllableSeconds: (widths[widths.length >> 1] ?? 0) * LEVEL_SECONDS,
    syllablesSpreadDb: Math.max(...heights) - Math.min(...heights),
  };
}

/** Places of the peaks that stand out on both sides: a level has to fall, and to rise, by SYLLABLE_DB to turn. */
function peaks(levels: Float32Array): number[] {
  const places: number[] = [];
  let rising = true;
  let extreme = 0;
  for (let index = 0; index < levels.length; index += 1) {
    const difference = (levels[index] ?? 0) - (levels[extreme] ?? 0);
    if (rising ? difference > 0 : difference < 0) extreme = index;
    else if (Math.abs(difference) >= SYLLABLE_DB) {
      if (rising) places.push(extreme);
      rising = !rising;
      extreme = index;
    }
  }
  return places;
}

function widthAround(levels: Float32Array, place: number): number {
  const least = (levels[place] ?? 0) - NEAR_PEAK_DB;
  let from = place;
  let to = place;
  while (from > 0 && (levels[from - 1] ?? 0) >= least) from -= 1;
  while (to < levels.length - 1 && (levels[to + 1] ?? 0) >= least) to += 1;
  return to - from + 1;
}

/** Mean power of `width` levels around each, in decibels again. */
function smoothed(levels: Float32Array, width: number): Float32Array {
  const sums = new Float64Array(levels.length + 1);
  for (let index = 0; index < levels.length; index += 1)
    sums[index + 1] = (sums[index] ?? 0) + 10 ** ((levels[index] ?? 0) / 10);
  return levels.map((_, index) => {
    const from = Math.max(0, index - (width >> 1));
    const to = Math.min(levels.length, from + width);
    return 10 * Math.log10(Math.max(1e-12, ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)));
  });
}
