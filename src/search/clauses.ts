import type { Clause } from "../domain/search/query.js";
import { otherSpelling, type FoundWord } from "../domain/search/words.js";
import { stemTerms, stemTermsOfAnyLanguage } from "./terms.js";

/*
 * What a clause asks for, once in FTS5's words, by which passages are found, and once as a question to a word, by which what was
 * met is marked in them. The two have to agree.
 */

/** Terms hold letters, digits and our own mark alone, so that nothing needs to be escaped. */
export function matchOf({ words, isPrefix, form }: Clause): string {
  const beginning = isPrefix ? " *" : "";
  const terms = [`"${words.join(" ")}"${beginning}`];
  if (form === undefined) return terms.join("");
  const spelling = otherSpelling(form);
  if (spelling !== undefined) terms.push(`"${spelling}"${beginning}`);
  terms.push(...stemTermsOfAnyLanguage(form).map((term) => `"${term}"`));
  return `(${terms.join(" OR ")})`;
}

/** Whether a word of a passage in that language is another form or spelling of what is asked for. */
export function formsOf({ words, isPrefix, form }: Clause, language: string | undefined) {
  if (form === undefined) return () => false;
  const asked = [...words, otherSpelling(form)].filter((spelling) => spelling !== undefined);
  const stems = new Set(stemTerms(form, language));
  const isAsked = (spelling: string): boolean =>
    asked.some((word) => (isPrefix ? spelling.startsWith(word) : spelling === word));
  return ({ word, written }: FoundWord): boolean =>
    isAsked(word) ||
    isAsked(otherSpelling(written) ?? word) ||
    stemTerms(written, language).some((term) => stems.has(term));
}
