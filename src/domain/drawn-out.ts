import { withWords, type Segment, type Word } from "./transcript.js";

/*
 * Whisper passes over a sentence and goes on with the next one; its word times, which leave nothing out, then draw the words
 * beside the hole out over it, mostly those that come after.
 */

/** Those who drawl take this long for a word, and for each of its letters more. */
const WORD_SECONDS = 0.5;
const LETTER_SECONDS = 0.09;
/** "1985" is read out as if it were so many letters each. */
const DIGIT_LETTERS = 5;
/** Of words that were drawn out, what is believed: the end of the last. */
const BELIEVED_SECONDS = 0.5;
/** Words closer than this were drawn out together. */
const TOGETHER_SECONDS = 0.1;

/** The same segments, words that were drawn out together moved to where the last of them ends. */
export function gathered(segments: readonly Segment[]): Segment[] {
  if (!segments.some(({ words }) => words.some(isDrawnOut))) return [...segments];
  const words = gatheredWords(segments.flatMap((segment) => segment.words));
  let next = 0;
  return segments.map((segment) => {
    const own = words.slice(next, (next += segment.words.length));
    return own.length === 0 ? segment : withWords(segment, own);
  });
}

function gatheredWords(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (let from = 0, to: number; from < words.length; from = to) {
    to = from + 1;
    while (isDrawnOut(words[to - 1]) && isDrawnOut(words[to]) && areTogether(words[to - 1], words[to]))
      to += 1;
    const run = words.slice(from, to);
    result.push(...(isDrawnOut(run[0]) ? atTheEnd(run) : run));
  }
  return result;
}

/** Whether a word takes longer than anybody needs to say it. */
export function isDrawnOut(word: Word | undefined): boolean {
  // Few are that long, and counting letters takes long.
  if (word === undefined || word.end - word.start <= WORD_SECONDS) return false;
  const digits = word.word.match(/\p{N}/gu)?.length ?? 0;
  const letters = word.word.match(/\p{L}/gu)?.length ?? 0;
  return word.end - word.start > WORD_SECONDS + LETTER_SECONDS * (letters + DIGIT_LETTERS * digits);
}

function areTogether(left: Word | undefined, right: Word | undefined): boolean {
  return left !== undefined && right !== undefined && right.start - left.end < TOGETHER_SECONDS;
}

function atTheEnd(run: readonly Word[]): Word[] {
  const end = run.at(-1)?.end ?? 0;
  const each = BELIEVED_SECONDS / run.length;
  return run.map((word, index) => ({
    ...word,
    start: end - (run.length - index) * each,
    end: end - (run.length - index - 1) * each,
  }));
}
