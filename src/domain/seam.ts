import { isDrawnOut } from "./drawn-out.js";
import { keptWords } from "./kept-words.js";
import { middleOf, type Span } from "./spans.js";
import { mapWords, type Segment, type Word } from "./transcript.js";
import { plainWord } from "./words-in-text.js";

/*
 * Where the audio of two neighbours overlaps, both heard the same seconds, each with errors of its own. The boundary
 * divides, so that every word has as much audio around it as can be; but
 *
 *   1. a word that both heard is one word, on whichever side of the boundary each of them heard it, and however far from it one
 *      of them put it for want of another word;
 *   2. what falls between the last word of the left and the first of the right, heard by one of them alone, stays.
 */

/** What one piece's engine heard, and the audio that it was given, in the recording's time. */
export interface Hearing {
  segments: Segment[];
  audioStart: number;
  audioEnd: number;
}

/** Two hearings of one word in overlapping audio differ by less than this; word times of Whisper err by about 0.2 s. */
const SAME_WORD_SECONDS = 0.5;
/** A word beside a pause one hearing may have before the pause and the other after it. */
const ACROSS_A_PAUSE_SECONDS = 1.5;
/** Over music an alignment moves the last words before it, or the first after it, no further than this. */
const MOVED_SECONDS = 6;
/** "The" and "the" are two words more often than one that was moved. */
const LEAST_MOVED_LETTERS = 4;
/** Of a word that begins so little before the audio does, enough is heard. */
const CUT_OFF_SECONDS = 0.1;
/** A word this close to the edge of its audio has taken the silence there with it: Whisper's windows have no gaps. */
const EDGE_SECONDS = 0.05;

/** The segments of two neighbours without what the other has; the right one answers from `boundary` on. */
export function divide(left: Hearing, right: Hearing, boundary: number): [left: Segment[], right: Segment[]] {
  // Where a chunk between them failed, they share nothing.
  if (left.audioEnd <= right.audioStart) return [left.segments, right.segments];

  const segmentsLeft = mapWords(left.segments, (word) =>
    word.end > left.audioEnd - EDGE_SECONDS && word.start < boundary && word.end > boundary
      ? { ...word, end: boundary }
      : word,
  );
  const segmentsRight = mapWords(right.segments, (word) =>
    word.start < right.audioStart + EDGE_SECONDS && word.start < boundary && word.end > boundary
      ? { ...word, start: boundary }
      : word,
  );
  const inOverlap = (word: Word): boolean => {
    const slackSeconds = isDrawnOut(word) ? ACROSS_A_PAUSE_SECONDS : SAME_WORD_SECONDS;
    return word.end > right.audioStart - slackSeconds && word.start < left.audioEnd + slackSeconds;
  };
  const wordsLeft = segmentsLeft.flatMap((segment) => segment.words).filter(inOverlap);
  const wordsRight = segmentsRight.flatMap((segment) => segment.words).filter(inOverlap);

  const common = commonWords(wordsLeft, wordsRight);
  const shared = { start: right.audioStart, end: left.audioEnd };
  const pairs = common.length > 0 ? common : movedWords(wordsLeft, wordsRight, shared, boundary);
  const places = new Map<Span, number>();
  for (const { a, b, place } of pairs) places.set(a, place).set(b, place);
  const isLefts = (span: Span): boolean => (places.get(span) ?? middleOf(span)) < boundary;
  const isRights = (span: Span): boolean => !isLefts(span);

  const [lastLeft, firstRight] = [wordsLeft.findLast(isLefts), wordsRight.find(isRights)];
  const isWhole = (word: Word): boolean =>
    word.start >= right.audioStart + EDGE_SECONDS && word.end <= left.audioEnd - EDGE_SECONDS;
  const isSpare = (word: Word): boolean => !places.has(word) && isWhole(word);
  // One hearing knows the order of its own words, also where the other drew a word out over those that it passed over.
  const [lastInRight, firstInLeft] = [
    pairs.find(({ a }) => a === lastLeft)?.b,
    pairs.find(({ b }) => b === firstRight)?.a,
  ];
  const spareLeft = wordsLeft.filter(
    (word) =>
      isRights(word) &&
      isSpare(word) &&
      (firstInLeft === undefined ? isBefore(word, firstRight) : word.end <= firstInLeft.start),
  );
  const spareRight = wordsRight.filter(
    (word) =>
      isLefts(word) &&
      isSpare(word) &&
      (lastInRight === undefined ? isBefore(lastLeft, word) : word.start >= lastInRight.end) &&
      isBefore(spareLeft.at(-1), word),
  );
  return [
    keptWords(segmentsLeft, isOneOf(isLefts, spareLeft)),
    behind(spareLeft.at(-1), keptWords(segmentsRight, isOneOf(isRights, spareRight)), pairs),
  ];
}

/** The right one's segments; words that begin before the left one's last word ends have the times that the left one gave. */
function behind(last: Word | undefined, segments: Segment[], pairs: readonly Pair[]): Segment[] {
  if (last === undefined) return segments;
  const lefts = new Map(pairs.map(({ a, b }) => [b, a]));
  let { end } = last;
  return mapWords(segments, (word) => {
    const a = lefts.get(word);
    if (a === undefined || word.start >= end || a.start < end) return word;
    end = a.end;
    return { ...word, start: a.start, end: a.end };
  });
}

/** One word in two hearings, and where it is. */
interface Pair {
  a: Word;
  b: Word;
  place: number;
}

/**
 * Words that the left ends with and the right begins with, though neither heard anything where the other has them: one of the
 * two had to spread its words over sound in which nobody speaks. They are where they stand close to the boundary.
 */
function movedWords(left: readonly Word[], right: readonly Word[], shared: Span, boundary: number): Pair[] {
  for (let count = Math.min(left.length, right.length); count > 0; count -= 1) {
    const [last, first] = [left.slice(-count), right.slice(0, count)];
    const pairs = last.flatMap((a, index) => {
      const b = first[index];
      return b === undefined || plainWord(a.word) !== plainWord(b.word) ? [] : [{ a, b }];
    });
    const letters = pairs.reduce((sum, { a }) => sum + plainWord(a.word).length, 0);
    if (pairs.length < count || letters < LEAST_MOVED_LETTERS) continue;
    const fromLeft = boundary - (last[0]?.start ?? 0);
    const fromRight = (first.at(-1)?.end ?? 0) - boundary;
    const near = fromLeft < fromRight ? last : first;
    const isHeardByBoth = near.every(
      ({ start, end }) => start >= shared.start - CUT_OFF_SECONDS && end <= shared.end + CUT_OFF_SECONDS,
    );
    if (!isHeardByBoth || Math.max(fromLeft, fromRight) > MOVED_SECONDS) return [];
    return pairs.map(({ a, b }) => ({ a, b, place: middleOf(near === last ? a : b) }));
  }
  return [];
}

/** Where a word is that both heard: of one that was drawn out by one of them, where the other heard it. */
function placeOf(a: Word, b: Word): number {
  if (isDrawnOut(a) === isDrawnOut(b)) return (middleOf(a) + middleOf(b)) / 2;
  return middleOf(isDrawnOut(a) ? b : a);
}

/** The most words that both have in the same order, at about the same times; of equally many those closest in time. */
function commonWords(left: readonly Word[], right: readonly Word[]): Pair[] {
  const none = { score: 0, pairs: [] as Pair[] };
  let above = [none, ...right.map(() => none)];
  for (const [place, a] of left.entries()) {
    const row = [none];
    for (const [index, b] of right.entries()) {
      const before = above[index] ?? none;
      const candidates = [above[index + 1] ?? none, row[index] ?? none];
      const areNeighboursSame =
        isSameWord(left[place - 1], right[index - 1]) || isSameWord(left[place + 1], right[index + 1]);
      const mayBeApart = areNeighboursSame || isDrawnOut(a) || isDrawnOut(b);
      if (isSameWord(a, b, mayBeApart ? ACROSS_A_PAUSE_SECONDS : SAME_WORD_SECONDS)) {
        const closeness = 1 - distance(a, b) / ACROSS_A_PAUSE_SECONDS;
        const pair = { a, b, place: placeOf(a, b) };
        candidates.push({ score: before.score + 1 + closeness / 100, pairs: [...before.pairs, pair] });
      }
      row.push(candidates.reduce((best, each) => (each.score > best.score ? each : best)));
    }
    above = row;
  }
  return above.at(-1)?.pairs ?? [];
}

function isSameWord(
  a: Word | undefined,
  b: Word | undefined,
  mostSeconds: number = SAME_WORD_SECONDS,
): boolean {
  if (a === undefined || b === undefined) return false;
  return distance(a, b) < mostSeconds && plainWord(a.word) === plainWord(b.word);
}

/** Between the middles of two words; one that was drawn out may have been said anywhere in it. */
function distance(a: Word, b: Word): number {
  if (isDrawnOut(a) || isDrawnOut(b)) return Math.max(0, a.start - b.end, b.start - a.end);
  return Math.abs(middleOf(a) - middleOf(b));
}

/** Whether `a` comes before `b` as a word of its own, and is not another hearing of it. */
function isBefore(a: Word | undefined, b: Word | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const areOne = isSameWord(a, b) || middleOf(a) > b.start || middleOf(b) < a.end;
  return middleOf(a) < middleOf(b) && !areOne;
}

function isOneOf(isOwn: (span: Span) => boolean, spare: readonly Word[]): (span: Span) => boolean {
  const spares = new Set<Span>(spare);
  return (span) => isOwn(span) || spares.has(span);
}
