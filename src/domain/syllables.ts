import { LEVEL_SECONDS } from "./cut-plan.js";

/*
 * Whether levels swing as a voice's do: by many decibels two to ten times a second, syllable by syllable, each of them a tenth of a
 * second and longer. Hum, noise and held chords do not swing, a crowd's applause swings too little and too fast, taps and clicks
 * are too short, and what is struck, plucked or drummed is loud at once, while a mouth takes its time to open.
 */

/** Between the loud and the quiet of a window. In noise 5 dB below a voice, and in a hall, that much is left of its swing. */
const LEAST_SWING_DB = 7;
/** A syllable is a peak that stands out on both sides by this much. */
const SYLLABLE_DB = 4;
const SYLLABLES_A_SECOND = { least: 1.8, most: 6 };
/** A syllable stays within so many decibels of its peak for so long; taps and claps are gone at once. */
const NEAR_PEAK_DB = 5;
const SHORTEST_SYLLABLE_SECONDS = 0.09;
/** Between the loudest and the faintest syllable: the tones of a dialled number are all equally loud. */
const LEAST_SPREAD_DB = 1.5;
/** Half of the syllables rise by so much in this time and longer; drums and strings in less. */
const RISE_DB = 10;
const SHORTEST_RISE_SECONDS = 0.04;

/** A window's levels, smoothed over the core of a syllable, and over less for how fast they rise. */
export function haveSyllables(levels: Float32Array, fineLevels: Float32Array): boolean {
  const sorted = levels.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  if (at(0.95) - at(0.1) < LEAST_SWING_DB) return false;
  const places = peaks(levels);
  const syllablesASecond = places.length / (levels.length * LEVEL_SECONDS);
  if (syllablesASecond < SYLLABLES_A_SECOND.least || syllablesASecond > SYLLABLES_A_SECOND.most) return false;
  const widths = places.map((place) => widthAround(levels, place)).sort((a, b) => a - b);
  const heights = places.map((place) => levels[place] ?? 0);
  return (
    (widths[widths.length >> 1] ?? 0) * LEVEL_SECONDS >= SHORTEST_SYLLABLE_SECONDS &&
    Math.max(...heights) - Math.min(...heights) >= LEAST_SPREAD_DB &&
    (medianRiseSeconds(fineLevels) ?? Infinity) >= SHORTEST_RISE_SECONDS
  );
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

/** Of the peaks whose rise is in the window, which need not be any. */
function medianRiseSeconds(levels: Float32Array): number | undefined {
  const rises = peaks(levels).flatMap((place) => {
    const most = (levels[place] ?? 0) - RISE_DB;
    const from = levels.subarray(0, place).findLastIndex((level) => level <= most);
    return from > 0 ? [(place - from) * LEVEL_SECONDS] : [];
  });
  return rises.sort((a, b) => a - b)[rises.length >> 1];
}
