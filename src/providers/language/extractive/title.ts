import { rulesFor } from "../../../domain/note-rules.js";
import { knownLocale, wordsOf } from "../../../domain/note-spoken-text.js";
import type { Candidate } from "./candidates.js";
import { createTermFilter } from "./terms.js";

const MAX_WORDS = 9;
/** A day is called after what happened sooner than after what was thought of it. */
const REFLECTION_FACTOR = 0.6;
const MIN_WORDS = 4;

/** The clause of the chosen sentences that says most in few words; cut with an ellipsis where no clause is short enough. */
export function titleOf(chosen: Candidate[], language: string): string {
  const isTerm = createTermFilter(language);
  const preamble = rulesFor(language)?.preamble ?? "";
  const breaks = rulesFor(language)?.clauseBreak ?? /[,;:、，]\s*/u;
  const frequency = frequencies(chosen);

  const clauses = chosen.flatMap(({ sentence, weight, reflective }) =>
    sentence.text
      .split(breaks)
      .map((clause) => withoutEnds(clause.replace(preamble, "")))
      .map((text) => {
        const words = wordsOf(text, language);
        const terms = new Set(words.map(({ form }) => form).filter(isTerm));
        const salience = [...terms].reduce((sum, term) => sum + (frequency.get(term) ?? 0), 0);
        const fit = words.length < MIN_WORDS ? 0.3 : words.length > MAX_WORDS ? 0.5 : 1;
        const density = salience / Math.sqrt(Math.max(words.length, MIN_WORDS));
        return { text, words, score: density * weight * fit * (reflective ? REFLECTION_FACTOR : 1) };
      }),
  );
  const best = clauses.filter(({ words }) => words.length > 0).toSorted((a, b) => b.score - a.score)[0];
  const text = best === undefined ? "" : shortened(best.text, best.words);
  // Someone who said "Hm." is quoted with that.
  const title = text === "" ? withoutEnds(chosen[0]?.sentence.text ?? "") : text;
  return title.charAt(0).toLocaleUpperCase(knownLocale(language)) + title.slice(1);
}

function frequencies(chosen: Candidate[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of chosen) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

function shortened(text: string, words: { to: number }[]): string {
  const last = words[MAX_WORDS - 1];
  return words.length <= MAX_WORDS || last === undefined ? text : `${text.slice(0, last.to)}\u2026`;
}

function withoutEnds(text: string): string {
  return text.replaceAll(/^[\s"'\u201C\u201D\u201E,.;:!?–—-]+|[\s"'\u201C\u201D\u201E,.;:!–—-]+$/gu, "");
}
