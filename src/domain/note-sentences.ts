import type { Evidence } from "./note.js";
import { evidenceOf } from "./note-evidence.js";
import { rulesFor } from "./note-rules.js";
import { knownLocale, type SpokenText, type Token } from "./note-spoken-text.js";

export interface Sentence {
  /** Place among the recording's sentences, from 0. */
  index: number;
  /** As the transcript has it, with its punctuation. */
  text: string;
  tokens: Token[];
  evidence: Evidence;
}

/** A "sentence" of more words than this comes from an engine without punctuation, or a speaker without full stops. */
const MAX_WORDS = 45;
/** Such a run is cut into parts of about this many words, within these limits. */
const PART_WORDS = { min: 8, target: 18, max: 30 };

/** Full stops after these end no sentence, though Unicode's rules say so; nor do those of German ordinals ("am 3. Mai"). */
const ABBREVIATION =
  /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Mt|vs|No|Hr|Fr|Nr|ca|bzw|usw|z\.\s?B|d\.\s?h|u\.\s?a|[A-Z])\.\s*$/u;
const GERMAN_ORDINAL = /(?:^|\s)\d{1,2}\.\s*$/u;

/** Splits the running text into sentences, each with the time and the exact words that prove it. */
export function sentencesOf(spoken: SpokenText): Sentence[] {
  const spans = sentenceSpans(spoken);
  const sentences: Sentence[] = [];
  let next = 0;
  for (const { from, to } of spans) {
    const first = next;
    while ((spoken.tokens[next]?.from ?? Number.POSITIVE_INFINITY) < to) next += 1;
    for (const [start, end] of splitRunOn(spoken, first, next)) {
      const evidence = evidenceOf(spoken, start, end - 1);
      if (evidence === undefined) continue;
      const textFrom = start === first ? from : (spoken.tokens[start]?.from ?? from);
      const textTo = end === next ? to : (spoken.tokens[end]?.from ?? to);
      sentences.push({
        index: sentences.length,
        text: spoken.text.slice(textFrom, textTo).trim(),
        tokens: spoken.tokens.slice(start, end),
        evidence,
      });
    }
  }
  return sentences;
}

/** None reaches from one language into another: what begins with a small letter there may well be a sentence. */
function sentenceSpans({ text, stretches }: SpokenText): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to, language } of stretches) {
    const segmenter = new Intl.Segmenter(knownLocale(language), { granularity: "sentence" });
    let open = false;
    for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
      const span = { from: from + index, to: from + index + segment.length };
      const last = spans.at(-1);
      if (open && last !== undefined) last.to = span.to;
      else spans.push(span);
      open = ABBREVIATION.test(segment) || (language === "de" && GERMAN_ORDINAL.test(segment));
    }
  }
  return spans;
}

/** `[start, end)` of each part of tokens `first` to `next`. */
function splitRunOn(spoken: SpokenText, first: number, next: number): [number, number][] {
  if (next - first === 0) return [];
  if (next - first <= MAX_WORDS) return [[first, next]];
  const parts: [number, number][] = [];
  let start = first;
  while (next - start > PART_WORDS.max) {
    const end = bestCut(spoken, start, Math.min(start + PART_WORDS.max, next - PART_WORDS.min));
    parts.push([start, end]);
    start = end;
  }
  return [...parts, [start, next]];
}

/** The token before which a new thought most likely begins: after a pause, at a joining word, where a segment begins. */
function bestCut({ tokens, language }: SpokenText, start: number, last: number): number {
  const newThought = rulesFor(language)?.newThought;
  let best = { at: last, score: Number.NEGATIVE_INFINITY };
  for (let at = start + PART_WORDS.min; at <= last; at += 1) {
    const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    if (before === undefined || token === undefined) break;
    const pauseSeconds = Math.min(Math.max(token.start - before.end, 0), 1);
    const joins = newThought?.test(`${token.form} ${after?.form ?? ""}`) === true ? 0.5 : 0;
    const newSegment = token.segmentId === before.segmentId ? 0 : 0.2;
    const score = pauseSeconds + joins + newSegment - Math.abs(at - start - PART_WORDS.target) / 100;
    if (score > best.score) best = { at, score };
  }
  return best.at;
}
