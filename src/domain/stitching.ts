import { gathered } from "./drawn-out.js";
import { divide, type Hearing } from "./seam.js";
import { roundMs, subtract, type Span } from "./spans.js";
import { textOf, type Recognition, type Segment } from "./transcript.js";

/** What was heard in one chunk, and which part of the recording the chunk answers for. */
export interface Piece {
  startSeconds: number;
  endSeconds: number;
  /** Where in the recording the chunk's audio begins; at or before `startSeconds`. */
  audioStartSeconds: number;
  recognition: Recognition;
}

/** A hearing, and the part of the recording for which it counts. */
interface Place extends Hearing {
  span: Span;
}

/**
 * Joins the pieces of a recording, in order, into segments in the recording's time. Where the audio of two neighbours
 * overlaps, a word heard in both is kept once and a word heard in one is kept, even if their times disagree about the
 * boundary. `patches` were listened to later, at places where the pieces have no words or do not exist; each
 * counts there, instead of what came before it.
 */
export function stitch(pieces: readonly Piece[], patches: readonly Piece[] = []): Segment[] {
  const places = patches
    .map(toPlace)
    .reduce<Place[]>(
      (before, patch) => [...before.flatMap((place) => without(place, patch.span)), patch],
      pieces.map(toPlace),
    )
    .sort((a, b) => a.span.start - b.span.start);
  for (const [index, right] of places.entries()) {
    const left = places[index - 1];
    if (left !== undefined) [left.segments, right.segments] = divide(left, right, right.span.start);
  }
  return places.flatMap(({ segments }) => segments).map((segment, id) => ({ ...segment, id }));
}

function toPlace({ startSeconds, endSeconds, audioStartSeconds, recognition }: Piece): Place {
  return {
    span: { start: startSeconds, end: endSeconds },
    segments: shift(recognition.segments, audioStartSeconds),
    audioStart: audioStartSeconds,
    audioEnd: audioStartSeconds + recognition.durationSeconds,
  };
}

/**
 * What of a place lies beside the hole, with the words on its own side: all of it heard, and nothing in the hole. Words that
 * were drawn out over the hole come after it.
 */
function without(place: Place, hole: Span): Place[] {
  if (hole.end <= place.span.start || hole.start >= place.span.end) return [place];
  const segments = gathered(place.segments);
  return subtract([place.span], [hole]).map((span) => {
    const start = span.start === place.span.start ? place.audioStart : span.start;
    const end = span.end === place.span.end ? place.audioEnd : span.end;
    return { ...place, span, segments: segments.flatMap((segment) => within(segment, { start, end })) };
  });
}

/** The words of a segment whose middle lies in a span; a segment without words goes by its own middle. */
function within(segment: Segment, span: Span): Segment[] {
  const isInside = ({ start, end }: Span): boolean => {
    const middle = (start + end) / 2;
    return middle >= span.start && middle < span.end;
  };
  if (segment.words.length === 0) return isInside(segment) ? [segment] : [];
  const words = segment.words.filter(isInside);
  const [first, last] = [words.at(0), words.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (words.length === segment.words.length) return [segment];
  return [{ ...segment, start: first.start, end: last.end, words, text: textOf(words) }];
}

function shift(segments: readonly Segment[], bySeconds: number): Segment[] {
  return segments.map((segment) => ({
    ...segment,
    start: roundMs(segment.start + bySeconds),
    end: roundMs(segment.end + bySeconds),
    words: segment.words.map((word) => ({
      ...word,
      start: roundMs(word.start + bySeconds),
      end: roundMs(word.end + bySeconds),
    })),
  }));
}
