import { describe, expect, it } from "vitest";
import { stitch, type Piece } from "../../src/domain/stitching.js";
import type { Word } from "../../src/domain/transcript.js";

/** A piece whose audio is as long as given, with words as `[text, start, end]` in the piece's own time. */
function piece(
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

const texts = (pieces: Piece[]): string[] => stitch(pieces).map((segment) => segment.text);
const starts = (pieces: Piece[]): number[] =>
  stitch(pieces).flatMap((segment) => segment.words.map((word) => word.start));

describe("stitching", () => {
  it("puts each piece's words where they are in the recording", () => {
    const pieces = [piece([0, 10], [0, 10], [["one", 1, 2]]), piece([10, 20], [10, 20], [["two", 1, 2]])];
    expect(texts(pieces)).toEqual(["one", "two"]);
    expect(starts(pieces)).toEqual([1, 11]);
  });

  it("numbers the segments through", () => {
    const pieces = [piece([0, 10], [0, 10], [["one", 1, 2]]), piece([10, 20], [10, 20], [["two", 1, 2]])];
    expect(stitch(pieces).map((segment) => segment.id)).toEqual([0, 1]);
  });

  it("keeps a word once that both neighbours heard in their overlap", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["before", 8, 8.5],
          ["shared", 9.9, 10.3],
          ["after", 11, 11.4],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["before", 0.1, 0.5],
          ["shared", 1.8, 2.2],
          ["after", 3, 3.4],
          ["last", 5, 6],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("before shared after last");
  });

  it("drops no word whose two hearings lie on either side of the boundary", () => {
    // The left one hears it after the boundary, the right one before: by time alone both would give it away.
    const pieces = [
      piece(
        [0, 10],
        [0, 11],
        [
          ["left", 8, 8.5],
          ["seam", 9.95, 10.25],
        ],
      ),
      piece(
        [10, 20],
        [9, 20],
        [
          ["seam", 0.7, 1.1],
          ["right", 2, 2.5],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("left seam right");
  });

  it("doubles no word whose two hearings lie on either side of the boundary", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 11],
        [
          ["left", 8, 8.5],
          ["seam", 9.6, 10],
        ],
      ),
      piece(
        [10, 20],
        [9, 20],
        [
          ["seam", 0.9, 1.3],
          ["right", 2, 2.5],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("left seam right");
  });

  it("keeps a repeated word as often as it was said", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["no", 8.2, 8.5],
          ["no", 9.2, 9.5],
          ["no", 10.2, 10.5],
          ["no", 11.2, 11.5],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["no", 0.2, 0.5],
          ["no", 1.2, 1.5],
          ["no", 2.2, 2.5],
          ["no", 3.2, 3.5],
          ["yes", 6, 7],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("no no no no yes");
  });

  it("divides by the boundary where the neighbours heard different words", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 11],
        [
          ["fair", 9, 9.5],
          ["ghost", 10.4, 10.8],
        ],
      ),
      piece(
        [10, 20],
        [9, 20],
        [
          ["fare", 0, 0.5],
          ["host", 1.4, 1.8],
          ["next", 3, 3.5],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("fair host next");
  });

  it("keeps a first word that its engine stretched back to the beginning of the audio, from the boundary on", () => {
    // Heard in a recording cut in a pause at 152.02: the word's middle lies before the boundary, and no one else heard it.
    const pieces = [
      piece([140, 152.02], [140, 152.32], [["country", 8.68, 9.12]]),
      piece(
        [152.02, 160],
        [151.72, 160],
        [
          ["A", 0, 0.48],
          ["single", 0.52, 0.76],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("country A single");
    expect(starts(pieces)).toEqual([148.68, 152.02, 152.24]);
  });

  it("keeps a last word that its engine stretched to the end of the audio, up to the boundary", () => {
    const pieces = [
      piece([0, 10], [0, 10.3], [["over", 9.75, 10.3]]),
      piece([10, 20], [9.7, 20], [["Next", 0.6, 1]]),
    ];
    expect(texts(pieces).join(" ")).toBe("over Next");
    expect(stitch(pieces)[0]?.end).toBe(10);
  });

  it("keeps what only the left one heard after the boundary, up to the first word of the right one", () => {
    // Whisper skips the rest of a sentence that a piece begins in the middle of.
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["while", 9.3, 9.7],
          ["listening", 10.1, 10.5],
          ["to", 10.5, 10.7],
          ["rain", 10.8, 11.2],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["The", 3.4, 3.8],
          ["kitchen", 3.8, 4.2],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("while listening to rain The kitchen");
  });

  it("keeps what only the right one heard before the boundary, from the last word of the left one on", () => {
    const pieces = [
      piece([0, 10], [0, 12], [["while", 7.2, 7.6]]),
      piece(
        [10, 20],
        [8, 20],
        [
          ["listening", 1.1, 1.5],
          ["rain", 2.8, 3.2],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("while listening rain");
  });

  it("takes the right one's hearing of a word after the boundary, though the left one's began before it", () => {
    // Heard at 15.27: Whisper lets the last word of a piece begin where the one before it ended, over the pause.
    const pieces = [
      piece(
        [0, 15.27],
        [0, 15.57],
        [
          ["dishes", 14.72, 14.98],
          ["and", 14.98, 15.46],
        ],
      ),
      piece(
        [15.27, 30],
        [14.97, 30],
        [
          ["and", 0, 0.54],
          ["we", 0.54, 0.74],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("dishes and we");
    expect(starts(pieces)).toEqual([14.72, 15.27, 15.51]);
  });

  it("drops what an engine made of the pause that a piece begins with", () => {
    const pieces = [
      piece([0, 58.165], [0, 58.465], [["listening.", 57.28, 57.76]]),
      piece(
        [58.165, 70],
        [57.865, 70],
        [
          ["Then,", 0, 0.1],
          ["after", 0.4, 0.92],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("listening. after");
  });

  it("takes words for the same by their order and not by their nearness alone", () => {
    // "the" is said twice within half a second of two hearings that differ by 0.3 s.
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["of", 9.6, 9.8],
          ["the", 9.8, 10],
          ["best", 10, 10.15],
          ["the", 10.2, 10.35],
          ["town", 10.4, 10.8],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["of", 1.9, 2.1],
          ["the", 2.1, 2.3],
          ["best", 2.3, 2.45],
          ["the", 2.5, 2.65],
          ["town", 2.7, 3.1],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("of the best the town");
  });

  it("leaves a neighbour of a missing chunk whole", () => {
    const pieces = [
      piece([0, 10], [0, 10], [["one", 9, 9.9]]),
      piece([20, 30], [20, 30], [["three", 0, 0.9]]),
    ];
    expect(starts(pieces)).toEqual([9, 20]);
  });

  it("divides segments without word times by their middle", () => {
    const pieces = [
      piece([0, 10], [0, 12], [["kept", 2, 8]], "segment"),
      piece([10, 20], [8, 20], [["doubled", 0, 1.5]], "segment"),
    ];
    expect(texts(pieces)).toEqual(["kept"]);
  });
});
