import type { Span } from "./spans.js";
import { withWords, type Segment } from "./transcript.js";
import { wordsInText } from "./words-in-text.js";

/** Segments with those of their words alone that are to be kept; one without words is kept, or not, as a whole. */
export function keptWords(segments: readonly Segment[], isKept: (span: Span) => boolean): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.words.length === 0) return isKept(segment) ? [segment] : [];
    const areKept = segment.words.map(isKept);
    const words = segment.words.filter((_, index) => areKept[index]);
    if (words.length === 0) return [];
    if (words.length === segment.words.length) return [segment];
    const parts = wordsInText(segment).filter((_, index) => areKept[index]);
    return [{ ...withWords(segment, words), text: parts.join("").trim() }];
  });
}
