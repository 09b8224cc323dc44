import type { Segment } from "../transcript.js";

/** A piece of a segment's text that no line is broken within, and when it is said. */
export interface Token {
  text: string;
  /** Whether a space stands before it. */
  spaced: boolean;
  start: number;
  end: number;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/**
 * A segment's text in pieces with times. Engines spell a segment's words otherwise than its text (without punctuation, or
 * spaces), so that times are found by how many letters come before: word by word, or evenly where the engine times none.
 */
export function tokensOf(segment: Segment): Token[] {
  const pieces = piecesOf(segment.text);
  const timeAt = clockOf(segment);
  const total = pieces.reduce((sum, { text }) => sum + letters(text), 0);
  let before = 0;
  return pieces.map(({ text, spaced }) => {
    const start = timeAt(before / Math.max(total, 1), "start");
    before += letters(text);
    return { text, spaced, start, end: timeAt(before / Math.max(total, 1), "end") };
  });
}

/** How many columns a text takes: two for each character of East Asian width. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += WIDE.test(character) ? 2 : 1;
  return count;
}

export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join("");
}

/** A text in pieces that no line is broken within: its words, with the punctuation that belongs to them. */
export function piecesOf(text: string): Pick<Token, "text" | "spaced">[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((piece) => piece !== "")
    .flatMap((piece) => {
      if (!UNSPACED.test(piece)) return [{ text: piece, spaced: true }];
      const words = Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(piece));
      return withPunctuation(words.map(({ segment }) => segment)).map((word, index) => ({
        text: word,
        spaced: index === 0,
      }));
    });
}

/** Punctuation stays with the word before it: no line begins with it. */
function withPunctuation(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = letters(word) === 0 ? joined.pop() : undefined;
    joined.push((last ?? "") + word);
  }
  return joined;
}

function letters(text: string): number {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, "").length;
}

/** When a share of a segment's letters has been said; at a word's edge, its own start or end. */
function clockOf({ start, end, text, words }: Segment): (share: number, edge: "start" | "end") => number {
  const timed = words.filter(({ word }) => letters(word) > 0);
  const spans = timed.length > 0 ? timed : [{ word: text, start, end }];
  const total = spans.reduce((sum, { word }) => sum + letters(word), 0);
  return (share, edge) => {
    let rest = share * total;
    for (const span of spans) {
      const length = letters(span.word);
      const isInside = edge === "start" ? rest < length - EPSILON : rest <= length + EPSILON;
      if (isInside)
        return span.start + (span.end - span.start) * (rest < EPSILON ? 0 : Math.min(1, rest / length));
      rest -= length;
    }
    return spans.at(-1)?.end ?? end;
  };
}

const EPSILON = 1e-6;
