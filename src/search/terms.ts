import { stemmer as danish } from "@orama/stemmers/danish";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as finnish } from "@orama/stemmers/finnish";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as hungarian } from "@orama/stemmers/hungarian";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as norwegian } from "@orama/stemmers/norwegian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as romanian } from "@orama/stemmers/romanian";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { stemmer as turkish } from "@orama/stemmers/turkish";
import { folded, otherSpelling, type FoundWord } from "../domain/search/words.js";

/*
 * What the index knows a word by, beside the word itself: its stem, so that "walked" finds "walking". A question has no
 * language, so it is stemmed in all of them; a stem bears the language of the recording it is from, so that it is met by none of
 * another. Snowball's rules: what they know nothing of ("ran", "mice") is found as it stands.
 */
const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  ...{
    da: danish,
    de: german,
    en: english,
    es: spanish,
    fi: finnish,
    fr: french,
    hu: hungarian,
    it: italian,
  },
  ...{ nl: dutch, no: norwegian, nn: norwegian, pt: portuguese, ro: romanian, ru: russian, sv: swedish },
  tr: turkish,
};
const LANGUAGES = Object.keys(STEMMERS);

/** Stands in no word, so that nobody asks for a stem as such, and no phrase goes over it. FTS5 takes it for a letter. */
const MARK = "·";
const SHORTEST = 3;
/** Enough for what most of a transcript is said with. */
const REMEMBERED = 20_000;
const remembered = new Map<string, readonly string[]>();

/**
 * The terms for a word's stems in a language. Several, for someone may write it without its accents, or otherwise (ue for ü);
 * none where its language has no rules here.
 */
export function stemTerms(written: string, language: string | undefined): readonly string[] {
  const stem = STEMMERS[language ?? ""];
  if (stem === undefined || language === undefined || written.length < SHORTEST) return [];
  const key = `${language} ${written}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const spellings = [written, folded(written), otherSpelling(written) ?? written];
  const terms = [...new Set(spellings.map((spelling) => `${MARK}${language}${folded(stem(spelling))}`))];
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, terms);
  return terms;
}

/** Of a word of a question. */
export function stemTermsOfAnyLanguage(written: string): string[] {
  return LANGUAGES.flatMap((language) => stemTerms(written, language));
}

/** What is put into the index for a passage: its words in their order, and behind them what else they are found by. */
export function indexedText(words: readonly FoundWord[], language: string | undefined): string {
  const others = new Set<string>();
  for (const { written } of words) {
    const spelling = otherSpelling(written);
    if (spelling !== undefined) others.add(`${MARK} ${spelling}`);
    for (const term of stemTerms(written, language)) others.add(term);
  }
  return [...words.map(({ word }) => word), ...others].join(" ");
}
