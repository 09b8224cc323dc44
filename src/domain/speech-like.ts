import { spansWithBeat } from "./beat.js";
import { LEVEL_SECONDS, type Loudness } from "./cut-plan.js";
import { inDecibels } from "./decibels.js";
import { movingAverage } from "./moving-average.js";
import { subtract, union, type Span } from "./spans.js";
import { haveSyllables } from "./syllables.js";
import { hasTimbreOfVoice } from "./timbre.js";

/*
 * Whether a stretch sounds like speech, by nothing but its level and its brightness in each hundredth of a second: a second
 * opinion that owes nothing to the speech engine's. Where it is in doubt it says yes, since a stretch that nobody listens to again
 * passes for silence.
 */

/** Long enough for several syllables, short enough for a sentence between pauses. */
const WINDOW_SECONDS = 1.6;
const STEP_SECONDS = 0.2;
/** Windows that are speech have to make up this much together. */
const LEAST_SPEECH_SECONDS = 1;
/** Quieter is the noise of a recorder. */
const FAINTEST_DB = -62;
/** Width of a syllable's core: shorter swings are those of noise. */
const SYLLABLE_LEVELS = 7;
/** Enough to tell a sound's brightness by, and how fast it rises. */
const FINE_LEVELS = 3;

/** Stretches of a measurement that sound like speech, a second or longer, in the recording's time. */
export function speechLikeSpans({ startSeconds, levels, brightness }: Loudness): Span[] {
  const powers = Float64Array.from(levels, (level) => 10 ** (level / 10));
  const coarse = inDecibels(movingAverage(powers, SYLLABLE_LEVELS));
  const finePowers = movingAverage(powers, FINE_LEVELS);
  const fine = inDecibels(finePowers);
  const bright = movingAverage(
    powers.map((power, index) => power * (brightness[index] ?? 0) ** 2),
    FINE_LEVELS,
  );
  const fineBrightness = Float32Array.from(bright, (sum, index) =>
    Math.sqrt(sum / Math.max(1e-12, finePowers[index] ?? 0)),
  );

  function isSpeech(from: number, to: number): boolean {
    const window = coarse.subarray(from, to);
    const loudDb = window.toSorted()[Math.floor(0.95 * (window.length - 1))] ?? -Infinity;
    return (
      loudDb >= FAINTEST_DB &&
      haveSyllables(window, fine.subarray(from, to)) &&
      hasTimbreOfVoice(window, fineBrightness.subarray(from, to), loudDb)
    );
  }

  const size = Math.min(levels.length, Math.round(WINDOW_SECONDS / LEVEL_SECONDS));
  const step = Math.round(STEP_SECONDS / LEVEL_SECONDS);
  const windows: Span[] = [];
  for (let at = 0; size > 0 && at + size <= levels.length; at += step)
    if (isSpeech(at, at + size))
      windows.push({ start: at * LEVEL_SECONDS, end: (at + size) * LEVEL_SECONDS });
  if (windows.length === 0) return [];
  const speech = union(windows);
  return subtract(speech, spansWithBeat(powers, speech))
    .filter(({ start, end }) => end - start >= LEAST_SPEECH_SECONDS)
    .map(({ start, end }) => ({ start: startSeconds + start, end: startSeconds + end }));
}
