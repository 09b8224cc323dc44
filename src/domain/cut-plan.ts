import { movingAverage } from "./moving-average.js";
import { middleOf, type Span } from "./spans.js";

/*
 * Where to cut a recording. Times are seconds of the recording; loudness is a row of levels in dB relative to full scale,
 * one for each LEVEL_SECONDS.
 */

/** Length of audio that one level describes: finer than any pause, coarser than a voice's pitch period. */
export const LEVEL_SECONDS = 0.01;

/** Level of digital silence, so that levels can be averaged and compared. */
export const QUIETEST_DB = -90;

/** Loudness of a stretch of the recording, and beside it how bright the sound is. */
export interface Loudness {
  startSeconds: number;
  levels: Float32Array;
  /** For each level the frequency, in hertz, around which its power lies. */
  brightness: Float32Array;
}

/** A place where one chunk hands over to the next. */
export interface Cut {
  seconds: number;
  /** Whether nobody speaks for a good while there; otherwise the pieces' audio has to overlap. */
  inPause: boolean;
}

/** What one chunk answers for (`start` to `end`) and which audio it gets for that (`audioStart` to `audioEnd`). */
export interface PlannedPiece extends Span {
  index: number;
  audioStart: number;
  audioEnd: number;
}

const SHORTEST_CHUNK_SECONDS = 300;
/** As many as a small fleet works on at once. */
const CHUNKS_AT_LEAST = 6;
/** A last chunk may be this much longer than nominal rather than be followed by a scrap of a few seconds. */
const LONGEST_TO_NOMINAL = 1.3;
/** A pause between phrases; a stop consonant's closure is a third of it. */
const PAUSE_SECONDS = 0.3;
/**
 * A pause that parts sentences. In a comma's pause Whisper, given only the end of a sentence, may pass over it: both pieces
 * then need the words around it.
 */
const LONG_PAUSE_SECONDS = 1;
/** How far below the window's usual level the quietest place must be to count as a pause. */
const PAUSE_DEPTH_DB = 12;
/** Levels that close are equally quiet, so that a long pause is cut in its middle. */
const SAME_LEVEL_DB = 2;
/** Audio before and after a cut in a pause. Decoders need up to 0.24 s to settle (the bit reservoir of a 32 kbit/s MP3). */
const PAUSE_MARGIN_SECONDS = 0.3;
/** Audio on both sides of a cut in a short pause or through speech: words that the cut runs through are whole in both. */
const SPEECH_MARGIN_SECONDS = 2;
/** The noise of a 12-bit recording: what is as quiet is a pause whatever is around it. */
const NOISE_FLOOR_DB = -70;

/**
 * How long the chunks of a recording should be: long ones mean fewer requests and fewer seams, short ones of a short
 * recording mean that several engines work on it at once.
 */
export function chunkSecondsFor(durationSeconds: number, mostSeconds: number): number {
  return Math.min(mostSeconds, Math.max(SHORTEST_CHUNK_SECONDS, durationSeconds / CHUNKS_AT_LEAST));
}

/**
 * The windows in which to look for cuts: one around each boundary of evenly long chunks, none for a short recording. No
 * piece's audio will be longer than `longestPieceSeconds`.
 */
export function searchWindows(
  durationSeconds: number,
  nominalSeconds: number,
  searchWindowSeconds: number,
  longestPieceSeconds = Infinity,
): Span[] {
  const isShort = durationSeconds <= nominalSeconds * LONGEST_TO_NOMINAL;
  if (isShort && durationSeconds <= longestPieceSeconds) return [];
  // A cut may be anywhere in its window, and audio overlaps it.
  const longestChunkSeconds = longestPieceSeconds - searchWindowSeconds - 2 * SPEECH_MARGIN_SECONDS;
  const count = Math.max(
    2,
    Math.round(durationSeconds / nominalSeconds),
    Math.ceil(durationSeconds / longestChunkSeconds),
  );
  const chunkSeconds = durationSeconds / count;
  // Windows of neighbours must not meet.
  const half = Math.min(searchWindowSeconds, chunkSeconds / 2) / 2;
  return Array.from({ length: count - 1 }, (_, index) => {
    const boundary = (index + 1) * chunkSeconds;
    return { start: boundary - half, end: boundary + half };
  });
}

/** The middle of the longest stretch that is as quiet as the quietest place; the nearest to the middle of equals. */
export function quietestPlace({ startSeconds, levels }: Omit<Loudness, "brightness">): Cut {
  const middle = levels.length / 2;
  if (levels.length === 0) return { seconds: startSeconds, inPause: false };
  const smooth = movingAverage(levels, Math.round(PAUSE_SECONDS / LEVEL_SECONDS));
  const floor = smooth.reduce((least, level) => Math.min(least, level), Infinity);
  const best = runsWhere(smooth, (level) => level <= floor + SAME_LEVEL_DB).reduce((a, b) => {
    const longer = b.end - b.start - (a.end - a.start);
    if (longer !== 0) return longer > 0 ? b : a;
    return Math.abs(middleOf(b) - middle) < Math.abs(middleOf(a) - middle) ? b : a;
  });
  const isQuiet = floor <= NOISE_FLOOR_DB || percentile(levels, 0.5) - floor >= PAUSE_DEPTH_DB;
  // Smoothing has taken half its width from either end of the pause.
  const pauseSeconds = (best.end - best.start) * LEVEL_SECONDS + PAUSE_SECONDS;
  return {
    seconds: startSeconds + middleOf(best) * LEVEL_SECONDS,
    inPause: isQuiet && pauseSeconds >= LONG_PAUSE_SECONDS,
  };
}

/**
 * The piece between two cuts. Undefined as `from` or `to` is the recording's own start or end; the spans of consecutive
 * pieces meet exactly.
 */
export function plannedPiece(
  from: Cut | undefined,
  to: Cut | undefined,
  durationSeconds: number,
): Omit<PlannedPiece, "index"> {
  const start = from?.seconds ?? 0;
  const end = to?.seconds ?? durationSeconds;
  return {
    start,
    end,
    audioStart: from === undefined ? 0 : Math.max(0, start - marginOf(from)),
    audioEnd: to === undefined ? durationSeconds : Math.min(durationSeconds, end + marginOf(to)),
  };
}

function marginOf(cut: Cut): number {
  return cut.inPause ? PAUSE_MARGIN_SECONDS : SPEECH_MARGIN_SECONDS;
}

/** Stretches of indices that hold, `end` exclusive. */
function runsWhere(levels: Float64Array, holds: (level: number) => boolean): Span[] {
  const runs: Span[] = [];
  let start = -1;
  for (let index = 0; index <= levels.length; index += 1) {
    const level = levels[index];
    const inside = level !== undefined && holds(level);
    if (inside && start < 0) start = index;
    if (!inside && start >= 0) {
      runs.push({ start, end: index });
      start = -1;
    }
  }
  return runs;
}

/** The level that this share of them does not reach; silence where there are none. */
export function percentile(levels: Float32Array, share: number): number {
  if (levels.length === 0) return QUIETEST_DB;
  return levels.toSorted()[Math.min(levels.length - 1, Math.floor(levels.length * share))] ?? QUIETEST_DB;
}
