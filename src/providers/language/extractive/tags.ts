import { rulesFor } from "../../../domain/note-rules.js";
import type { Candidate } from "./candidates.js";
import { createTermFilter } from "./terms.js";

const MAX_TAGS = 6;
/** A name, or a word that the note itself uses, counts as if it had been said so much more often. */
const NAME_BONUS = 1;
const IN_NOTE_BONUS = 0.5;

interface Term {
  /** As first said. */
  shown: string;
  count: number;
  noun: boolean;
  name: boolean;
}

/** The nouns and names said most often (term frequency, Luhn 1958), as they were said. */
export function tagsOf(candidates: Candidate[], chosen: Candidate[], language: string): string[] {
  const terms = collect(candidates, language);
  const inNote = new Set(chosen.flatMap(({ terms: own }) => [...own]));
  const score = ([form, { count, name }]: [string, Term]) =>
    count + (name ? NAME_BONUS : 0) + (inNote.has(form) ? IN_NOTE_BONUS : 0);
  return [...terms]
    .filter(([form, { noun, count }]) => noun && (count > 1 || inNote.has(form)))
    .toSorted((a, b) => score(b) - score(a))
    .slice(0, MAX_TAGS)
    .map(([, { shown }]) => shown);
}

function collect(candidates: Candidate[], language: string): Map<string, Term> {
  const isTerm = createTermFilter(language);
  const cues = rulesFor(language)?.nounCues;
  const terms = new Map<string, Term>();
  for (const { sentence } of candidates) {
    const offset = sentence.tokens[0]?.from ?? 0;
    for (const [index, token] of sentence.tokens.entries()) {
      const form = token.form.replace(/'s$/, "");
      if (!isTerm(form) || form.length < 3) continue;
      const surface = sentence.evidence.quote.slice(token.from - offset, token.from - offset + form.length);
      // The first word of a sentence is a capital whatever it is.
      const capital = index > 0 && surface !== surface.toLowerCase();
      const cued =
        form.length > 3 &&
        cues?.has(sentence.tokens[index - 1]?.form ?? "") === true &&
        !/(?:ing|ed|ly)$/.test(form);
      const term = terms.get(form) ?? { shown: form, count: 0, noun: false, name: false };
      term.count += 1;
      // Without rules for the language, what is said again and again is all there is to go by.
      term.noun ||= capital || cued || (rulesFor(language) === undefined && term.count > 1);
      // Where nouns are known by their capital, a capital makes no name.
      term.name ||= capital && cues !== undefined;
      if (capital) term.shown = surface;
      terms.set(form, term);
    }
  }
  return terms;
}
