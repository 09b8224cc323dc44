import type { Evidence } from "./note.js";
import { evidenceOf } from "./note-evidence.js";
import { knownLocale, type SpokenText, type Token } from "./note-spoken-text.js";

export interface Sentence {
  /** Place among the recording's sentences, from 0. */
  index: number;
  /** As the transcript has it, with its punctuation. */
  text: string;
  tokens: Token[];
  evidence: Evidence;
}

/** A "sentence" of more words than this comes from an engine without punctuation, and is cut at its pauses. */
const MAX_WORDS = 60;
/** A silence of this length between two words is where speakers end a thought. */
const PAUSE_SECONDS = 0.6;

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
    for (const [start, end] of splitAtPauses(spoken.tokens, first, next)) {
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

function sentenceSpans({ text, language }: SpokenText): { from: number; to: number }[] {
  const segmenter = new Intl.Segmenter(knownLocale(language), { granularity: "sentence" });
  const spans: { from: number; to: number }[] = [];
  let open = false;
  for (const { index, segment } of segmenter.segment(text)) {
    const last = spans.at(-1);
    if (open && last !== undefined) last.to = index + segment.length;
    else spans.push({ from: index, to: index + segment.length });
    open = ABBREVIATION.test(segment) || (language === "de" && GERMAN_ORDINAL.test(segment));
  }
  return spans;
}

/** `[start, end)` of each part of tokens `first` to `next`. */
function splitAtPauses(tokens: Token[], first: number, next: number): [number, number][] {
  if (next - first === 0) return [];
  if (next - first <= MAX_WORDS) return [[first, next]];
  const parts: [number, number][] = [];
  let start = first;
  for (let index = first + 1; index < next; index += 1) {
    const pause = (tokens[index]?.start ?? 0) - (tokens[index - 1]?.end ?? 0);
    if (pause >= PAUSE_SECONDS || index - start >= MAX_WORDS) {
      parts.push([start, index]);
      start = index;
    }
  }
  return [...parts, [start, next]];
}
