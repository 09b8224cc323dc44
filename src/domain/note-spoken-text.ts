import type { Segment, ReadableTranscript } from "./transcript.js";

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
  /** Most of it is in this language. */
  language: string;
  /** All of the text in order, each stretch in one language: characters `from` to `to`. */
  stretches: { from: number; to: number; language: string }[];
}

/** Joins the segments' texts. Times are the words' own, or the segment's where the engine gave no word times. */
export function spokenText(transcript: Pick<ReadableTranscript, "language" | "segments">): SpokenText {
  const tokens: Token[] = [];
  const stretches: SpokenText["stretches"] = [];
  let text = "";
  for (const segment of transcript.segments) {
    const segmentText = segment.text.trim();
    if (segmentText === "") continue;
    if (text !== "") text += " ";
    const { language = transcript.language } = segment;
    tokens.push(...segmentTokens(segment, segmentText, text.length, language));
    const to = text.length + segmentText.length;
    const last = stretches.at(-1);
    if (last?.language === language) last.to = to;
    else stretches.push({ from: text.length, to, language });
    text += segmentText;
  }
  return { text, tokens, language: transcript.language, stretches };
}

/** The words of a text in any language; Chinese and Japanese have no spaces to split at. */
export function wordsOf(text: string, language: string): { from: number; to: number; form: string }[] {
  const words: { from: number; to: number; form: string }[] = [];
  for (const { index, segment, isWordLike } of wordSegmenter(knownLocale(language)).segment(text))
    if (isWordLike === true) words.push({ from: index, to: index + segment.length, form: formOf(segment) });
  return words;
}

/** To make one takes as long as to split a page. */
const segmenters = new Map<string, Intl.Segmenter>();

function wordSegmenter(locale: string): Intl.Segmenter {
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: "word" });
  segmenters.set(locale, segmenter);
  return segmenter;
}

/** A locale that Intl takes: engines may say `und` or something of their own. */
export function knownLocale(language: string): string {
  return /^[a-z]{2,3}$/.test(language) && language !== "und" ? language : "en";
}

function formOf(word: string): string {
  if (/^[a-z]+$/.test(word)) return word;
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
  // How many letters there are up to each word's end.
  const ends: number[] = [];
  let total = 0;
  for (const { word } of segment.words) ends.push((total += lettersIn(word)));
  if (total === 0) return { startAt: () => segment.start, endAt: () => segment.end };
  // Half a letter's grace keeps rounding from reaching the neighbouring word.
  const wordAt = (position: number) => {
    const index = ends.findIndex((end) => end > position);
    return segment.words.at(index);
  };
  return {
    startAt: (share) => wordAt(share * total + 0.5)?.start ?? segment.start,
    endAt: (share) => wordAt(share * total - 0.5)?.end ?? segment.end,
  };
}

function lettersIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) if (isLetterAt(text, index)) count += 1;
  return count;
}

/** How many letters stand before a character's index. */
function letterCounter(text: string): (index: number) => number {
  const before = new Uint32Array(text.length + 1);
  for (let index = 0; index < text.length; index += 1)
    before[index + 1] = (before[index] ?? 0) + (isLetterAt(text, index) ? 1 : 0);
  return (index) => before[index] ?? 0;
}

const LETTER = /^[\p{L}\p{N}]/u;

/** Whether a letter or digit begins at a character's index. Most are Latin, and asking the pattern takes long. */
function isLetterAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 0x80)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return LETTER.test(String.fromCodePoint(text.codePointAt(index) ?? 0));
}
