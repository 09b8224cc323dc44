import { describe, expect, it } from "vitest";
import { stitch } from "../../src/domain/stitching.js";
import { piece, starts, texts } from "../support/pieces.js";

describe("where one of two hearings put words beside their place, a seam", () => {
  it("keeps what only the left one heard where the right one drew the words after it out over it", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 11],
        [
          ["along", 9.7, 10.1],
          ["the", 10.1, 10.3],
          ["river", 10.3, 10.5],
          ["If", 10.6, 10.7],
          ["the", 10.7, 10.8],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["If", 2, 2.45],
          ["the", 2.45, 2.9],
          ["weather", 2.9, 3.2],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("along the river If the weather");
    expect(starts(pieces)).toEqual([9.7, 10.1, 10.3, 10.6, 10.7, 10.9]);
  });

  it("takes a word that one hearing drew out over what follows for the one that the other heard before it", () => {
    // Heard where a chord after the sentence was listened to once more: its audio begins with the sentence's last word.
    const patch = piece([65, 69], [64, 70], [["himself.", 1.92, 3.32]]);
    const first = piece(
      [61.6, 80],
      [59.6, 80],
      [
        ["amiable", 3.58, 4.06],
        ["himself.", 4.06, 4.9],
        ["Afterwards", 12, 12.6],
      ],
    );
    expect(stitch([first], [patch]).map(({ text }) => text)).toEqual(["amiable himself.", "Afterwards"]);
  });

  it("keeps a word that was said once more, drawn out, where both hearings have it twice", () => {
    const pieces = [
      piece(
        [0, 10],
        [0, 12],
        [
          ["no", 9.2, 9.4],
          ["no", 9.8, 11],
        ],
      ),
      piece(
        [10, 20],
        [8, 20],
        [
          ["no", 1.2, 1.4],
          ["no", 1.8, 3],
          ["never", 3.4, 3.9],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("no no never");
  });

  it("takes a sentence's last words for those that the next hearing put at the end of the chord after it", () => {
    // Heard: the chord was listened to once more, with the second before it, and its words were moved to its end.
    const patch = piece(
      [369.33, 372],
      [368.33, 373],
      [
        ["at", 2.94, 3.38],
        ["all.", 3.38, 3.4],
      ],
    );
    const first = piece(
      [360, 380],
      [360, 380],
      [
        ["nowhere", 7.89, 8.31],
        ["at", 8.31, 8.69],
        ["all.", 8.69, 8.93],
        ["Afterwards", 12.65, 13.21],
      ],
    );
    expect(stitch([first], [patch]).map(({ text }) => text)).toEqual(["nowhere at all.", "Afterwards"]);
    expect(stitch([first], [patch])[0]?.end).toBe(368.93);
  });

  it("takes a sentence's first word for the one that the hearing before put over the chord before it", () => {
    const patch = piece([285.7, 288.24], [284.7, 289.24], [["First", 0.9, 1.6]]);
    const first = piece(
      [280, 300],
      [280, 300],
      [
        ["rust.", 5.05, 5.35],
        ["First", 8.64, 8.86],
        ["we", 8.86, 9.07],
      ],
    );
    expect(stitch([first], [patch]).map(({ text }) => text)).toEqual(["rust.", "First we"]);
  });

  it("keeps a word that is said again where the second hearing has no sound of the first", () => {
    const pieces = [
      piece([0, 10], [0, 10.3], [["No.", 8, 8.4]]),
      piece([10, 20], [9.7, 20], [["No.", 2, 2.4]]),
    ];
    expect(texts(pieces).join(" ")).toBe("No. No.");
  });

  it("keeps a short word at either side of what neither hearing has", () => {
    const pieces = [
      piece([0, 10], [0, 12], [["the", 8.4, 8.6]]),
      piece(
        [10, 20],
        [8, 20],
        [
          ["the", 3.2, 3.4],
          ["river", 3.4, 3.8],
        ],
      ),
    ];
    expect(texts(pieces).join(" ")).toBe("the the river");
  });
});
