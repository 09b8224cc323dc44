import { describe, expect, it } from "vitest";
import { stitch } from "../../src/domain/stitching.js";
import { piece, starts, texts } from "../support/pieces.js";

describe("a seam", () => {
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

  it("takes a word for one that has the pause after it in one hearing and the pause before it in the other", () => {
    const pieces = [
      piece(
        [13.48, 24.7],
        [11.48, 26.7],
        [
          ["country", 12.02, 12.44],
          ["and", 12.44, 13.04],
          ["so", 13.76, 14.08],
        ],
      ),
      piece(
        [24.7, 39],
        [22.7, 41],
        [
          ["country.", 0.78, 1.2],
          ["And", 1.96, 2.56],
          ["so", 2.56, 2.88],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("country and so");
  });

  it("keeps a word that is said once more after a pause", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["he", 9.2, 9.4],
          ["said", 9.4, 9.7],
          ["no", 9.7, 9.9],
          ["no", 10.9, 11.2],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["said", 1.4, 1.7],
          ["no", 1.7, 1.9],
          ["no", 2.9, 3.2],
          ["never", 3.4, 3.9],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("he said no no never");
  });
});
