import { divide, type Hearing } from "./seam.js";
import { roundMs } from "./spans.js";
import type { Recognition, Segment } from "./transcript.js";

/** What was heard in one chunk, and which part of the recording the chunk answers for. */
export interface Piece {
  startSeconds: number;
  endSeconds: number;
  /** Where in the recording the chunk's audio begins; at or before `startSeconds`. */
  audioStartSeconds: number;
  recognition: Recognition;
}

/**
 * Joins the pieces of a recording, in order, into segments in the recording's time. Where the audio of two neighbours
 * overlaps, a word heard in both is kept once and a word heard in one is kept, even if their times disagree about the
 * boundary.
 */
export function stitch(pieces: readonly Piece[]): Segment[] {
  const hearings = pieces.map(toHearing);
  for (const [index, piece] of pieces.entries()) {
    const [left, right] = [hearings[index - 1], hearings[index]];
    if (left === undefined || right === undefined) continue;
    [left.segments, right.segments] = divide(left, right, piece.startSeconds);
  }
  return hearings.flatMap(({ segments }) => segments).map((segment, id) => ({ ...segment, id }));
}

function toHearing({ audioStartSeconds, recognition }: Piece): Hearing {
  return {
    segments: shift(recognition.segments, audioStartSeconds),
    audioStart: audioStartSeconds,
    audioEnd: audioStartSeconds + recognition.durationSeconds,
  };
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
