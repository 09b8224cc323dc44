import { rulesFor } from "../../../domain/note-rules.js";
import type { Sentence } from "../../../domain/note-sentences.js";
import type { DayReader } from "./day-words.js";
import { createFeelingMeter } from "./feelings.js";
import { rankSentences } from "./rank-sentences.js";
import { createTermFilter, termsOf } from "./terms.js";

/** What a sentence's weight is multiplied by, beside its TextRank. */
const SHORT_SENTENCE = { words: 5, factor: 0.5 };
const DAY_NAMED_FACTOR = 1.3;
const FEELING_FACTOR = 1.2;
const LONG_SENTENCE = { words: 45, factor: 0.8 };

/** A sentence with what ranking found out about it. */
export interface Candidate {
  sentence: Sentence;
  terms: ReadonlySet<string>;
  weight: number;
  reflective: boolean;
}

/** The sentences worth a place in the note, each with its weight. */
export function weigh(sentences: Sentence[], language: string, days: DayReader): Candidate[] {
  const rules = rulesFor(language);
  const isTerm = createTermFilter(language);
  const feelingOf = createFeelingMeter(language);
  const telling = sentences.filter(({ text }) => rules?.smallTalk.test(text) !== true);
  // Who says nothing but "okay, bye" has said that.
  const kept = telling.length > 0 ? telling : sentences;
  const terms = kept.map((sentence) => termsOf(sentence, isTerm));
  const ranks = rankSentences(terms);
  return kept.map((sentence, index) => {
    const words = sentence.tokens.length;
    const feeling = feelingOf?.(sentence);
    const factors = [
      words < SHORT_SENTENCE.words ? SHORT_SENTENCE.factor : 1,
      words > LONG_SENTENCE.words ? LONG_SENTENCE.factor : 1,
      days.dayMeant(sentence.text) === undefined ? 1 : DAY_NAMED_FACTOR,
      feeling !== undefined && feeling.positive + feeling.negative >= 3 ? FEELING_FACTOR : 1,
    ];
    return {
      sentence,
      terms: terms[index] ?? new Set(),
      weight: factors.reduce((product, factor) => product * factor, ranks[index] ?? 0),
      reflective: rules?.reflection.test(plain(sentence.text)) ?? false,
    };
  });
}

/** The rules' patterns know the straight apostrophe only. */
export function plain(text: string): string {
  return text.replaceAll("\u2019", "'");
}
