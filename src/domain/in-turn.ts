import { middleOf, roundMs, type Span } from "./spans.js";
import { mapWords, type Segment } from "./transcript.js";

/**
 * The same segments, whose words (segments, where an engine gave no words) follow each other: of two that overlap, as where
 * two hearings of one second meet, each has half of what they share, and one that lies within the other has all of it.
 */
export function inTurn(segments: readonly Segment[]): Segment[] {
  const spans = segments.flatMap<Span>((segment) => (segment.words.length > 0 ? segment.words : [segment]));
  const moved = new Map<Span, Span>();
  spans.forEach((span, index) => {
    const before = spans[index - 1];
    if (before === undefined) return;
    const left = moved.get(before) ?? before;
    if (left.end <= span.start) return;
    const at = meeting(left, span);
    moved.set(before, { start: left.start, end: at });
    moved.set(span, { start: at, end: Math.max(at, span.end) });
  });
  const settled = <Timed extends Span>(timed: Timed): Timed => {
    const span = moved.get(timed);
    return span === undefined ? timed : { ...timed, ...span };
  };
  return mapWords(segments.map(settled), settled);
}

function meeting(left: Span, right: Span): number {
  if (right.end < left.end) return Math.max(left.start, right.start);
  if (left.start > right.start) return left.end;
  return roundMs(middleOf({ start: right.start, end: left.end }));
}
