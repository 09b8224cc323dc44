import type { Span } from "./spans.js";
import { textOf, type Segment } from "./transcript.js";

/** Segments with those of their words alone that are to be kept; one without words is kept, or not, as a whole. */
export function keptWords(segments: readonly Segment[], isKept: (span: Span) => boolean): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.words.length === 0) return isKept(segment) ? [segment] : [];
    const words = segment.words.filter(isKept);
    const [first, last] = [words.at(0), words.at(-1)];
    if (first === undefined || last === undefined) return [];
    if (words.length === segment.words.length) return [segment];
    return [{ ...segment, start: first.start, end: last.end, words, text: textOf(words) }];
  });
}
