import * as stopword from "stopword";
import { rulesFor } from "../../../domain/note-rules.js";
import type { Sentence } from "../../../domain/note-sentences.js";

/** ISO 639-1 to the names of the library's lists, for the languages that speech engines know well. */
const LISTS: Record<string, string[]> = {
  ar: stopword.ara,
  bg: stopword.bul,
  ca: stopword.cat,
  cs: stopword.ces,
  da: stopword.dan,
  de: stopword.deu,
  el: stopword.ell,
  en: stopword.eng,
  es: stopword.spa,
  et: stopword.est,
  eu: stopword.eus,
  fa: stopword.fas,
  fi: stopword.fin,
  fr: stopword.fra,
  he: stopword.heb,
  hi: stopword.hin,
  hr: stopword.hrv,
  hu: stopword.hun,
  id: stopword.ind,
  it: stopword.ita,
  ja: stopword.jpn,
  ko: stopword.kor,
  lt: stopword.lit,
  lv: stopword.lav,
  nl: stopword.nld,
  no: stopword.nob,
  pl: stopword.pol,
  pt: stopword.por,
  ro: stopword.ron,
  ru: stopword.rus,
  sk: stopword.slk,
  sl: stopword.slv,
  sv: stopword.swe,
  th: stopword.tha,
  tr: stopword.tur,
  uk: stopword.ukr,
  vi: stopword.vie,
  zh: stopword.zho,
};

/** Tells the words that carry what is said from those that only hold a sentence together. */
export function createTermFilter(language: string): (form: string) => boolean {
  const stops = new Set([...(LISTS[language] ?? []), ...(rulesFor(language)?.emptyWords ?? [])]);
  return (form) => form.length > 1 && !stops.has(form) && !/^\d+$/.test(form);
}

/** The terms of a sentence, one each. */
export function termsOf(sentence: Sentence, isTerm: (form: string) => boolean): Set<string> {
  return new Set(sentence.tokens.map(({ form }) => form.replace(/'s$/, "")).filter(isTerm));
}
