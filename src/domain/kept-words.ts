import type { Span } from "./spans.js";
import { plainWord, textOf, withWords, type Segment, type Word } from "./transcript.js";

/** Segments with those of their words alone that are to be kept; one without words is kept, or not, as a whole. */
export function keptWords(segments: readonly Segment[], isKept: (span: Span) => boolean): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.words.length === 0) return isKept(segment) ? [segment] : [];
    const words = segment.words.filter(isKept);
    if (words.length === 0) return [];
    if (words.length === segment.words.length) return [segment];
    return [{ ...withWords(segment, words), text: keptText(segment, new Set(words)) }];
  });
}

/** As it stands in the segment's text: an engine's words may lack its punctuation, and Chinese has no spaces to join them by. */
function keptText({ text, words }: Segment, kept: ReadonlySet<Word>): string {
  const areSame = plainWord(text) === plainWord(words.map(({ word }) => word).join(""));
  if (!areSame) return textOf([...kept]);
  let rest = text;
  let result = "";
  for (const [index, word] of words.entries()) {
    const isLast = index === words.length - 1;
    const part = isLast ? rest : rest.slice(0, lengthOf(rest, plainWord(word.word).length));
    if (kept.has(word)) result += part;
    rest = rest.slice(part.length);
  }
  return result.trim();
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
