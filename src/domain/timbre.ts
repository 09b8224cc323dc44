import { LEVEL_SECONDS } from "./cut-plan.js";

/*
 * Whether a sound's brightness moves as a voice's does. A mouth never keeps still: from vowel to consonant to vowel a voice gets
 * brighter and darker by a good part of an octave from one moment to the next. A note, a chord or a bell keeps its
 * brightness while it lasts, however its level swings; rain, applause and birds are brighter than a voice.
 */

/** Moments that are no further below the loud ones are heard, consonants among them. */
const HEARD_DB = 20;
/** Median change of brightness over a moment. Voices have 0.4 octaves; in a hall, or 5 dB above noise, half of that is left. */
const LEAST_CHANGE_OCTAVES = 0.12;
const MOMENT_SECONDS = 0.04;
/** Moments that are no further below are vowels mostly. */
const VOWEL_DB = 10;
/** Median of the vowels, between those of voices in white noise and of white noise by itself. */
const BRIGHTEST_HERTZ = 1_800;

/** Of a window's levels and its brightness in hertz. `loudDb` is the level of its loud moments. */
export function hasTimbreOfVoice(levels: Float32Array, brightness: Float32Array, loudDb: number): boolean {
  const isAbove = (level: number | undefined, leastDb: number): boolean => (level ?? 0) >= loudDb - leastDb;
  const vowels = brightness.filter((_, index) => isAbove(levels[index], VOWEL_DB));
  if (median(vowels) > BRIGHTEST_HERTZ) return false;
  const moment = Math.round(MOMENT_SECONDS / LEVEL_SECONDS);
  const octaves = brightness.map((hertz) => Math.log2(Math.max(1, hertz)));
  const changes = octaves
    .map((value, index) => Math.abs(value - (octaves[index - moment] ?? value)))
    .filter(
      (_, index) =>
        index >= moment && isAbove(levels[index], HEARD_DB) && isAbove(levels[index - moment], HEARD_DB),
    );
  return median(changes) >= LEAST_CHANGE_OCTAVES;
}

function median(values: Float32Array): number {
  return values.toSorted()[values.length >> 1] ?? 0;
}
