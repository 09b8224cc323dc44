/* How the words of a text are told from each other, and what stands between them. */

/** Chinese and Japanese are written without spaces, between sentences as well. */
const UNSPACED = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff60]";
const UNSPACED_END = new RegExp(`${UNSPACED}$`, "u");
const UNSPACED_BEGINNING = new RegExp(`^${UNSPACED}`, "u");

/** How a sentence ends, with what closes behind it. */
export const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*$/u;

/** A word without case and punctuation, as two hearings of it are compared. */
export function plainWord(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** What stands between two sentences: a space, or nothing. */
export function spaceBetween(before: string, after: string): string {
  // The last character, of two units at most: a longer text would be gone through as a whole.
  return UNSPACED_END.test(before.slice(-2)) && UNSPACED_BEGINNING.test(after) ? "" : " ";
}

/** Sentences as one text. */
export function textOfSentences(sentences: readonly string[]): string {
  return sentences
    .map(
      (sentence, index) => (index === 0 ? "" : spaceBetween(sentences[index - 1] ?? "", sentence)) + sentence,
    )
    .join("");
}

interface Worded {
  text: string;
  words: readonly { word: string }[];
}

/**
 * What each word of a segment is in its text, with the punctuation and the space beside it; put together, they are the text.
 * An engine's words may lack punctuation, and spaces: then nothing but the text tells "o'clock" from two words. Where the two
 * say something else, it is the words alone.
 */
export function wordsInText({ text, words }: Worded): string[] {
  const spelt = speltAlone(words);
  const whole = spelt.join("");
  // Most are spelt alike, which the page of a long recording has no time to find out letter by letter.
  const areSetApart = spelt.every((part, index) => index === 0 || part.startsWith(" "));
  if (areSetApart && whole.trim() === text.trim()) return spelt;
  if (plainWord(whole) !== plainWord(text)) return spelt;
  let rest = text;
  return words.map(({ word }, index) => {
    const isLast = index === words.length - 1;
    const part = isLast ? rest : rest.slice(0, lengthOf(rest, plainWord(word).length));
    rest = rest.slice(part.length);
    return part;
  });
}

/** Words without their text. Whisper's carry their own leading space, other engines' do not. */
function speltAlone(words: Worded["words"]): string[] {
  const separator = words.some(({ word }) => word.startsWith(" ")) ? "" : " ";
  return words.map(({ word }, index) => (index === 0 ? word : separator + word));
}

/** How much of a text so many letters take, with the punctuation that follows them. */
function lengthOf(text: string, letters: number): number {
  let length = 0;
  let left = letters;
  for (const character of text) {
    const own = plainWord(character).length;
    if (left <= 0 && (own > 0 || /\s/u.test(character))) break;
    left -= own;
    length += character.length;
  }
  return length;
}
