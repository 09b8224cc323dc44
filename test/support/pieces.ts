import { stitch, type Piece } from "../../src/domain/stitching.js";
import type { Word } from "../../src/domain/transcript.js";

/** A piece whose audio is as long as given, with words as `[text, start, end]` in the piece's own time. */
export function piece(
  span: [number, number],
  audio: [number, number],
  words: [string, number, number][],
  timing: "word" | "segment" = "word",
): Piece {
  const timed: Word[] = words.map(([word, start, end]) => ({ word: ` ${word}`, start, end }));
  const [first, last] = [timed.at(0), timed.at(-1)];
  const segment = {
    id: 0,
    text: words.map(([word]) => word).join(" "),
    words: timing === "word" ? timed : [],
  };
  return {
    startSeconds: span[0],
    endSeconds: span[1],
    audioStartSeconds: audio[0],
    recognition: {
      language: "en",
      durationSeconds: audio[1] - audio[0],
      engine: { model: "test", timing },
      segments: first && last ? [{ ...segment, start: first.start, end: last.end }] : [],
    },
  };
}

export const texts = (pieces: Piece[]): string[] => stitch(pieces).map((segment) => segment.text);
export const starts = (pieces: Piece[]): number[] =>
  stitch(pieces).flatMap((segment) => segment.words.map((word) => word.start));
