import { rulesFor } from "../../../domain/note-rules.js";
import type { Sentence } from "../../../domain/note-sentences.js";
import { knownLocale } from "../../../domain/note-spoken-text.js";
import type { DayReader } from "./day-words.js";
import { createFeelingMeter } from "./feelings.js";
import { rankSentences } from "./rank-sentences.js";
import { createTermFilter, termsOf } from "./terms.js";

/*
 * What a sentence's TextRank is multiplied by. A diary of twenty sentences shares few terms between them, so ranks lie
 * close together; these tell a sentence that says something by itself from one that needs its neighbours.
 */
/** By the terms it holds: 1 for four of them, up to 1.5 for nine and more. */
const informationFactor = (terms: number) => Math.sqrt(Math.min(Math.max(terms, 0.5), 9) / 4);
const LONG_SENTENCE = { words: 45, factor: 0.8 };
/** Begins with "she" or "that": of whom and of what is said elsewhere. */
const LEANING_FACTOR = 0.7;
const DAY_NAMED_FACTOR = 1.3;
/** Only says what day it is; the note's date does that. */
const DAY_DECLARED_FACTOR = 0.4;
const FEELING_FACTOR = 1.3;
const STRONG_FEELING = 2;
const PLAN_FACTOR = 1.2;

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
    const own = terms[index] ?? new Set();
    const text = plain(sentence.text);
    const feeling = feelingOf?.(sentence) ?? { positive: 0, negative: 0 };
    const reflective = rules?.reflection.test(text) ?? false;
    const factors = [
      informationFactor(own.size),
      sentence.tokens.length > LONG_SENTENCE.words ? LONG_SENTENCE.factor : 1,
      rules?.leaning.test(text.replace(rules.preamble, "")) === true ? LEANING_FACTOR : 1,
      days.dayMeant(text) === undefined ? 1 : DAY_NAMED_FACTOR,
      days.dayDeclared(text) === undefined ? 1 : DAY_DECLARED_FACTOR,
      Math.max(feeling.positive, feeling.negative) >= STRONG_FEELING ? FEELING_FACTOR : 1,
      reflective && rules?.future.test(text) === true ? PLAN_FACTOR : 1,
    ];
    return {
      sentence,
      terms: own,
      weight: factors.reduce((product, factor) => product * factor, ranks[index] ?? 0),
      reflective,
    };
  });
}

/** The rules' patterns know the straight apostrophe only. */
export function plain(text: string): string {
  return text.replaceAll("\u2019", "'");
}

/** A spoken sentence as it is written down: without "Well, um, so," before it, and with a capital. */
export function shownText(text: string, language: string): string {
  const told = text.replace(rulesFor(language)?.filler ?? "", "");
  // "Okay." is all filler, and stays.
  return /\p{L}/u.test(told) ? told.charAt(0).toLocaleUpperCase(knownLocale(language)) + told.slice(1) : text;
}
