/** A word as it is searched for, and where it stands in its text, in UTF-16 units. */
export interface FoundWord {
  word: string;
  start: number;
  end: number;
  /** In small letters and with its accents. */
  written: string;
}

/**
 * Scripts that put no spaces between words, and Korean, which glues particles to them. Which characters make a word there is
 * a dictionary's opinion that depends on what stands around them, so that a question and a text could be cut differently: each
 * character is a word of its own, and words are found as sequences of them.
 */
const UNSPACED =
  "[[\\p{L}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}]]";
const WORD = new RegExp(`${UNSPACED}\\p{M}*|[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]+`, "gv");
/** Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic; those of other scripts are vowels. */
const DIACRITICS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const NOT_OF_WORDS = /[^\p{L}\p{N}\p{M}]/gu;
/** Letters that are written otherwise and that Unicode takes apart nowhere. */
const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
};
const REWRITTEN = new RegExp(`[${Object.keys(WRITTEN_OTHERWISE).join("")}]`, "g");
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
const SPELLED = new RegExp(`[${Object.keys(SPELLED_OUT).join("")}]`, "g");
const ASCII = /^[\x00-\x7f]*$/;

/** The words of a text in their order, without regard to case, accents and punctuation. */
export function wordsOf(text: string): FoundWord[] {
  const words: FoundWord[] = [];
  for (const match of text.matchAll(WORD)) {
    const written = ASCII.test(match[0]) ? match[0].toLowerCase() : match[0].normalize("NFC").toLowerCase();
    const word = folded(match[0]);
    if (word !== "") words.push({ word, start: match.index, end: match.index + match[0].length, written });
  }
  return words;
}

/** As who has no key for a letter writes a word, without accents: "mueller" for "müller". Undefined where there is no such letter. */
export function otherSpelling(written: string): string | undefined {
  if (ASCII.test(written)) return undefined;
  const spelled = written.replaceAll(SPELLED, (letter) => SPELLED_OUT[letter] ?? letter);
  return spelled === written ? undefined : folded(spelled);
}

/** In small letters, without accents. */
export function folded(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  return word
    .normalize("NFKD")
    .replaceAll(DIACRITICS, "")
    .toLowerCase()
    .replaceAll(REWRITTEN, (letter) => WRITTEN_OTHERWISE[letter] ?? letter)
    .replaceAll(NOT_OF_WORDS, "")
    .normalize("NFC");
}
