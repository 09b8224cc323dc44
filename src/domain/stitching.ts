import { dividedAt } from "./cut-sentence.js";
import { gathered } from "./drawn-out.js";
import { inTurn } from "./in-turn.js";
import { keptWords } from "./kept-words.js";
import { divide, type Hearing } from "./seam.js";
import { middleOf, roundMs, subtract, type Span } from "./spans.js";
import type { Recognition, Segment } from "./transcript.js";

/** Which part of the recording a piece answers for. */
export interface PieceSpan {
  startSeconds: number;
  endSeconds: number;
  /** Where in the recording the piece's audio begins; at or before `startSeconds`. */
  audioStartSeconds: number;
}

/** A piece, and what was heard in it. */
export interface Piece extends PieceSpan {
  recognition: Recognition;
}

/** A stretch of the recording, and the piece whose words count in it. */
export interface Place<P extends PieceSpan> {
  span: Span;
  piece: P;
  /** Between which times the piece's words count, one after the other; undefined: the edge of its audio. */
  cuts: { start: number | undefined; end: number | undefined }[];
}

/**
 * Joins the pieces of a recording, in order, into segments in the recording's time. Where the audio of two neighbours
 * overlaps, a word heard in both is kept once and a word heard in one is kept, even if their times disagree about the
 * boundary. `patches` were listened to later, at places where the pieces have no words or do not exist; each
 * counts there, instead of what came before it.
 */
export function stitch(pieces: readonly Piece[], patches: readonly Piece[] = []): Segment[] {
  const seams = new Seams();
  const joined = layOut(pieces, patches).flatMap((place) =>
    seams.add(hear(place, place.piece.recognition), place.span),
  );
  return [...joined, ...seams.end()].map((segment, id) => ({ ...segment, id }));
}

/** The places of the pieces in the recording's order; no place is left of a piece all of which was listened to later. */
export function layOut<P extends PieceSpan>(pieces: readonly P[], patches: readonly P[]): Place<P>[] {
  return patches
    .map(toPlace)
    .reduce<Place<P>[]>(
      (before, patch) => [...before.flatMap((place) => without(place, patch.span)), patch],
      pieces.map(toPlace),
    )
    .sort((a, b) => a.span.start - b.span.start);
}

/** What was heard in a place, in the recording's time. */
export function hear({ piece, cuts }: Place<PieceSpan>, recognition: Recognition): Hearing {
  const audioStart = piece.audioStartSeconds;
  const audioEnd = audioStart + recognition.durationSeconds;
  const segments = cuts.reduce(
    // Words that were drawn out over the hole come after it.
    (left, { start = audioStart, end = audioEnd }) => keptWords(gathered(left), isIn({ start, end })),
    shift(recognition.segments, audioStart),
  );
  return { segments, audioStart, audioEnd };
}

/** Joins what was heard in the places, given in order, and holds no more than one of them. */
export class Seams {
  #left: Hearing | undefined;

  /** The finished segments of the place before this one, which has `span`. */
  add(right: Hearing, span: Span): Segment[] {
    const left = this.#left;
    const [before, after] = left === undefined ? [[], right.segments] : divide(left, right, span.start);
    // What the place before heard beyond this one, the next one may have heard as well.
    const beyond = isIn({ start: span.end, end: Infinity });
    const own = keptWords(before, (word) => !beyond(word));
    const others = [...after, ...keptWords(before, beyond)].sort((a, b) => a.start - b.start);
    const [finished, segments] = dividedAt(inTurn([...own, ...others]), own.length);
    this.#left = { ...right, segments };
    return finished;
  }

  /** Those of the last place. */
  end(): Segment[] {
    return this.#left?.segments ?? [];
  }
}

function toPlace<P extends PieceSpan>(piece: P): Place<P> {
  return { span: { start: piece.startSeconds, end: piece.endSeconds }, piece, cuts: [] };
}

/** What of a place lies beside the hole, with the words on its own side: all of it heard, and nothing in the hole. */
function without<P extends PieceSpan>(place: Place<P>, hole: Span): Place<P>[] {
  if (hole.end <= place.span.start || hole.start >= place.span.end) return [place];
  return subtract([place.span], [hole]).map((span) => {
    const start = span.start === place.span.start ? undefined : span.start;
    const end = span.end === place.span.end ? undefined : span.end;
    return { ...place, span, cuts: [...place.cuts, { start, end }] };
  });
}

/** Whether the middle of a word lies in a span. */
function isIn({ start, end }: Span): (word: Span) => boolean {
  return (word) => {
    const middle = middleOf(word);
    return middle >= start && middle < end;
  };
}

/** Into the recording's time, which begins at 0, also where decoders give what an encoder put before that. */
function shift(segments: readonly Segment[], bySeconds: number): Segment[] {
  const shifted = <Timed extends Span>(timed: Timed): Timed => ({
    ...timed,
    start: Math.max(0, roundMs(timed.start + bySeconds)),
    end: Math.max(0, roundMs(timed.end + bySeconds)),
  });
  return segments.map((segment) => ({ ...shifted(segment), words: segment.words.map(shifted) }));
}
