import type { Segment, Transcript } from "./transcript.js";

/** A word as it stands in the text: characters `from` to `to`, heard from `start` to `end` seconds. */
export interface Token {
  from: number;
  to: number;
  /** Lower case, apostrophes of one kind: what two spellings of the same word have in common. */
  form: string;
  start: number;
  end: number;
  segmentId: number;
}

/** A transcript as one running text whose every word knows when it was said. */
export interface SpokenText {
  text: string;
  tokens: Token[];
  language: string;
}

/** Joins the segments' texts. Times are the words' own, or the segment's where the engine gave no word times. */
export function spokenText(transcript: Pick<Transcript, "language" | "segments">): SpokenText {
  const tokens: Token[] = [];
  let text = "";
  for (const segment of transcript.segments) {
    const segmentText = segment.text.trim();
    if (segmentText === "") continue;
    if (text !== "") text += " ";
    tokens.push(...segmentTokens(segment, segmentText, text.length, transcript.language));
    text += segmentText;
  }
  return { text, tokens, language: transcript.language };
}

/** The words of a text in any language; Chinese and Japanese have no spaces to split at. */
export function wordsOf(text: string, language: string): { from: number; to: number; form: string }[] {
  const segmenter = new Intl.Segmenter(knownLocale(language), { granularity: "word" });
  return [...segmenter.segment(text)]
    .filter((part) => part.isWordLike)
    .map((part) => ({
      from: part.index,
      to: part.index + part.segment.length,
      form: formOf(part.segment),
    }));
}

/** A locale that Intl takes: engines may say `und` or something of their own. */
export function knownLocale(language: string): string {
  return /^[a-z]{2,3}$/.test(language) && language !== "und" ? language : "en";
}

function formOf(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'");
}

function segmentTokens(segment: Segment, text: string, offset: number, language: string): Token[] {
  const clock = wordClock(segment);
  const lettersBefore = letterCounter(text);
  const total = lettersBefore(text.length);
  return wordsOf(text, language).map(({ from, to, form }) => ({
    from: offset + from,
    to: offset + to,
    form,
    start: clock.startAt(lettersBefore(from) / total),
    end: clock.endAt(lettersBefore(to) / total),
    segmentId: segment.id,
  }));
}

/*
 * The words of a segment and its text say the same letters, but differ in spaces, punctuation and hyphens. So a place in
 * the text is found among the words by the share of letters before it: exact where the letters agree, near where not.
 */
function wordClock(segment: Segment): { startAt(share: number): number; endAt(share: number): number } {
  const letters = segment.words.map(({ word }) => letterCount(word));
  const total = letters.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { startAt: () => segment.start, endAt: () => segment.end };
  // Half a letter's grace keeps rounding from reaching the neighbouring word.
  const wordAt = (position: number) => {
    let seen = 0;
    const index = letters.findIndex((count) => (seen += count) > position);
    return segment.words[index === -1 ? letters.length - 1 : index];
  };
  return {
    startAt: (share) => wordAt(share * total + 0.5)?.start ?? segment.start,
    endAt: (share) => wordAt(share * total - 0.5)?.end ?? segment.end,
  };
}

const LETTERS = /[\p{L}\p{N}]/gu;

function letterCount(text: string): number {
  return [...text.matchAll(LETTERS)].length;
}

/** How many letters stand before a character's index. */
function letterCounter(text: string): (index: number) => number {
  const before = new Array<number>(text.length + 1).fill(0);
  for (const { index } of text.matchAll(LETTERS)) before[index + 1] = 1;
  for (let index = 1; index < before.length; index += 1)
    before[index] = (before[index] ?? 0) + (before[index - 1] ?? 0);
  return (index) => before[index] ?? 0;
}
