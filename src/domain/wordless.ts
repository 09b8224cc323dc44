import { gathered } from "./drawn-out.js";
import { clamp, roundMs, subtract, union, type Span } from "./spans.js";
import type { Recognition, Segment } from "./transcript.js";

/*
 * Where a speech engine gave no words. Most such places are silent; whether one is, somebody else has to say (see
 * `speech-like.ts`), because an engine that passes over a sentence does not know that it did.
 */

/** The part of the recording that a chunk answers for, and where its audio begins. */
interface ChunkSpan {
  startSeconds: number;
  endSeconds: number;
  audioStartSeconds: number;
}

/** What is shorter holds no word; it is the rim of one. */
export const LEAST_MISSING_SECONDS = 0.3;
/** A shorter stretch is a pause between phrases, or holds a word or two that the engine put beside their place. */
const LEAST_WORDLESS_SECONDS = 2;
/** Words sound a little before and after the times that engines give them, and rooms longer still. */
const BESIDE_A_WORD_SECONDS = 0.4;

/**
 * Stretches of a chunk without a word, in the recording's time: `noticed` ones the engine itself took for speech, and some or all
 * of `dismissed` ones sounded to it like a voice at first; undefined where it does not tell.
 */
export interface Wordless {
  silentOrMissed: Span[];
  noticed: Span[];
  dismissed: Span[] | undefined;
}

export function wordlessSpans(chunk: ChunkSpan, recognition: Recognition): Wordless {
  const own = { start: chunk.startSeconds, end: chunk.endSeconds };
  const inRecording = (spans: readonly Span[]): Span[] =>
    spans.map(({ start, end }) => ({
      start: roundMs(start + chunk.audioStartSeconds),
      end: roundMs(end + chunk.audioStartSeconds),
    }));
  const heard = inRecording(heardSpans(recognition.segments));
  const noticed = subtract(clamp(inRecording(recognition.unheard ?? []), own), heard).filter(
    ({ start, end }) => end - start >= LEAST_MISSING_SECONDS,
  );
  const silentOrMissed = subtract([own], [...heard, ...noticed])
    .filter(({ start, end }) => end - start >= LEAST_WORDLESS_SECONDS)
    .map(({ start, end }) => ({
      start: start === own.start ? start : start + BESIDE_A_WORD_SECONDS,
      end: end === own.end ? end : end - BESIDE_A_WORD_SECONDS,
    }));
  const dismissed = recognition.dismissed && clamp(inRecording(recognition.dismissed), own);
  return { silentOrMissed, noticed, dismissed };
}

/** What the engine itself took for speech, and gave no word of. */
export function noticedSpans(chunk: ChunkSpan, recognition: Recognition): Span[] {
  return (recognition.unheard ?? []).length === 0 ? [] : wordlessSpans(chunk, recognition).noticed;
}

/** Seconds of the chunk's audio in which there are words. */
export function spokenSeconds(recognition: Recognition): number {
  return roundMs(
    union(heardSpans(recognition.segments)).reduce((seconds, { start, end }) => seconds + end - start, 0),
  );
}

/** Where the words stand; of words that were drawn out over what was passed over, little. */
export function heardSpans(segments: readonly Segment[]): Span[] {
  return gathered(segments).flatMap((segment): Span[] =>
    segment.words.length === 0 ? [segment] : segment.words,
  );
}
