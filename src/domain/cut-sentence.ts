import type { Segment } from "./transcript.js";
import { SENTENCE_END, spaceBetween } from "./words-in-text.js";

/* Sentences that a cut between two pieces of the recording lies in: each piece has its own part of them. */

/** A speaker who pauses this long has finished something. */
const PAUSE_SECONDS = 0.8;
/** Two lines of a subtitle are read in less. */
const LONGEST_SECONDS = 12;
/** A capital, but for the English "I". */
const SENTENCE_BEGINNING = /^["'“‘(¿¡]*(?!I\b)\p{Lu}/u;

/** The segments before a cut, which is before the one with that index, and those behind it; with the latter, what it lies in. */
export function dividedAt(segments: readonly Segment[], index: number): [Segment[], Segment[]] {
  const [left, right] = [segments[index - 1], segments[index]];
  if (left === undefined || right === undefined || !areOneSentence(left, right))
    return [segments.slice(0, index), segments.slice(index)];
  return [segments.slice(0, index - 1), [joined(left, right), ...segments.slice(index + 1)]];
}

function areOneSentence(left: Segment, right: Segment): boolean {
  return (
    left.words.length > 0 &&
    right.words.length > 0 &&
    left.language === right.language &&
    left.speaker === right.speaker &&
    right.start - left.end < PAUSE_SECONDS &&
    right.end - left.start <= LONGEST_SECONDS &&
    !SENTENCE_END.test(left.text.trimEnd()) &&
    !SENTENCE_BEGINNING.test(right.text.trimStart())
  );
}

/** With what the engine thought of the longer part. */
function joined(left: Segment, right: Segment): Segment {
  const [before, after] = [left.text.trim(), right.text.trim()];
  return {
    ...(left.words.length >= right.words.length ? left : right),
    start: left.start,
    end: right.end,
    text: before + spaceBetween(before, after) + after,
    words: [...left.words, ...right.words],
  };
}
