import type { PieceContent, RecordingBytes, WantedSpan } from "../port.js";
import type { DirectPiece, DirectRecording, RawRecording } from "./port.js";

/** A part of a recording as if it were all, but for the local path, which is the whole's; `to` is exclusive. */
export function partOf(recording: RecordingBytes, from: number, to: number): RecordingBytes {
  return {
    ...recording,
    sizeBytes: to - from,
    read: (start, end) => recording.read(from + start, Math.min(to, from + end)),
    async *stream(start) {
      let left = to - from - start;
      if (left <= 0) return;
      for await (const bytes of recording.stream(from + start)) {
        yield bytes.length > left ? bytes.subarray(0, left) : bytes;
        left -= bytes.length;
        if (left <= 0) return;
      }
    },
  };
}

/** What was opened in a part that begins at `from`, as pieces of the whole. */
export function inWhole<Opened extends DirectRecording | RawRecording>(direct: Opened, from: number): Opened {
  return {
    ...direct,
    async piece(span: WantedSpan): Promise<DirectPiece> {
      const piece = await direct.piece(span);
      return { ...piece, content: piece.content.map((part) => moved(part, from)) };
    },
  };
}

function moved(part: PieceContent, by: number): PieceContent {
  if ("mono" in part) return { mono: movedRange(part.mono, by) };
  if ("thinned" in part) return { thinned: movedRange(part.thinned, by) };
  return "from" in part ? movedRange(part, by) : part;
}

function movedRange<Range extends { from: number; to: number }>(range: Range, by: number): Range {
  return { ...range, from: range.from + by, to: range.to + by };
}
