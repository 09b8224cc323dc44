import type { Evidence } from "./note.js";
import { wordsOf, type SpokenText, type Token } from "./note-spoken-text.js";

/** Fewer words than these stand in too many places to prove anything. */
const MIN_QUOTE_WORDS = 2;

/**
 * Finds where a quote was said, by its words: case, punctuation and spaces do not count. Where it was said more than once,
 * the place in or nearest to `segmentId` is taken, else the first. Undefined when it was never said.
 */
export function findQuote(spoken: SpokenText, quote: string, segmentId?: number): Evidence | undefined {
  const wanted = wordsOf(quote, spoken.language).map(({ form }) => form);
  if (wanted.length < Math.min(MIN_QUOTE_WORDS, spoken.tokens.length)) return undefined;
  const places = placesOf(spoken.tokens, wanted);
  const distance = (place: number) =>
    segmentId === undefined ? 0 : Math.abs((spoken.tokens[place]?.segmentId ?? 0) - segmentId);
  const nearest = places.toSorted((a, b) => distance(a) - distance(b)).at(0);
  return nearest === undefined ? undefined : evidenceOf(spoken, nearest, nearest + wanted.length - 1);
}

/** The evidence that tokens `first` to `last` are, both included, in the transcript's own characters. */
export function evidenceOf(spoken: SpokenText, first: number, last: number): Evidence | undefined {
  const [from, to] = [spoken.tokens[first], spoken.tokens[last]];
  if (from === undefined || to === undefined) return undefined;
  return { start: from.start, end: Math.max(from.start, to.end), quote: spoken.text.slice(from.from, to.to) };
}

function placesOf(tokens: Token[], wanted: string[]): number[] {
  const [first] = wanted;
  if (first === undefined) return [];
  return tokens.flatMap((token, place) =>
    token.form === first && wanted.every((form, offset) => tokens[place + offset]?.form === form)
      ? [place]
      : [],
  );
}
