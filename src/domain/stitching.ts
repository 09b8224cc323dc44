import type { Recognition, Segment, Word } from "./transcript.js";
import { roundMs } from "./spans.js";

/** What was heard in one chunk, and which part of the recording the chunk answers for. */
export interface Piece {
  startSeconds: number;
  endSeconds: number;
  /** Where in the recording the chunk's audio begins; at or before `startSeconds`. */
  audioStartSeconds: number;
  recognition: Recognition;
}

/** Two hearings of one word in overlapping audio differ by less than this; word times of Whisper err by about 0.2 s. */
const SAME_WORD_SECONDS = 0.5;

/** Where one piece hands over to the next: the left one keeps what is before `leftUntil`, the right one from `rightFrom`. */
interface Seam {
  leftUntil: number;
  rightFrom: number;
}

/**
 * Joins the pieces of a recording, in order, into segments in the recording's time. Where the audio of two neighbours
 * overlaps, a word heard in both is kept once and a word heard in one is kept, even if their times disagree about the
 * boundary.
 */
export function stitch(pieces: readonly Piece[]): Segment[] {
  const heard = pieces.map((piece) => shift(piece.recognition.segments, piece.audioStartSeconds));
  const seams = pieces.slice(1).map((right, index) => {
    const left = pieces[index];
    if (left === undefined) throw new Error("A seam has two sides");
    return findSeam(left, heard[index] ?? [], right, heard[index + 1] ?? []);
  });
  const segments = heard.flatMap((own, index) =>
    own.flatMap((segment) => keepBetween(segment, seams[index - 1]?.rightFrom, seams[index]?.leftUntil)),
  );
  return segments.map((segment, id) => ({ ...segment, id }));
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

function findSeam(left: Piece, heardLeft: Segment[], right: Piece, heardRight: Segment[]): Seam {
  const boundary = right.startSeconds;
  // Chunks without a neighbour that answers next to them (one between failed) share nothing.
  const leftAudioEnd = left.audioStartSeconds + left.recognition.durationSeconds;
  if (leftAudioEnd <= right.audioStartSeconds) return { leftUntil: Infinity, rightFrom: -Infinity };

  const overlap = {
    start: right.audioStartSeconds - SAME_WORD_SECONDS,
    end: leftAudioEnd + SAME_WORD_SECONDS,
  };
  const inOverlap = (word: Word): boolean => word.end > overlap.start && word.start < overlap.end;
  const wordsLeft = heardLeft.flatMap((segment) => segment.words).filter(inOverlap);
  const wordsRight = heardRight.flatMap((segment) => segment.words).filter(inOverlap);

  const shared = wordsLeft
    .flatMap((a) => wordsRight.filter((b) => isSameWord(a, b)).map((b) => ({ a: middle(a), b: middle(b) })))
    .sort((x, y) => Math.abs(x.a - boundary) - Math.abs(y.a - boundary))[0];
  if (shared === undefined) return { leftUntil: boundary, rightFrom: boundary };
  const justAfter = 1e-6;
  return { leftUntil: shared.a + justAfter, rightFrom: shared.b + justAfter };
}

function isSameWord(a: Word, b: Word): boolean {
  return Math.abs(middle(a) - middle(b)) < SAME_WORD_SECONDS && normalise(a.word) === normalise(b.word);
}

function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function middle(span: { start: number; end: number }): number {
  return (span.start + span.end) / 2;
}

function keepBetween(segment: Segment, from = -Infinity, until = Infinity): Segment[] {
  const isKept = (span: { start: number; end: number }): boolean =>
    middle(span) >= from && middle(span) < until;
  if (segment.words.length === 0) return isKept(segment) ? [segment] : [];

  const words = segment.words.filter(isKept);
  const [first, last] = [words.at(0), words.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (words.length === segment.words.length) return [segment];
  return [{ ...segment, words, start: first.start, end: last.end, text: textOf(words) }];
}

/** Whisper's words carry their own leading space, other engines' do not. */
function textOf(words: readonly Word[]): string {
  const separator = words.some((word) => word.word.startsWith(" ")) ? "" : " ";
  return words
    .map((word) => word.word)
    .join(separator)
    .trim();
}
