import { describe, expect, it } from "vitest";
import { stitch, type Piece } from "../../src/domain/stitching.js";
import { piece, starts, texts } from "../support/pieces.js";

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

  it("keeps a word once that two places heard which were listened to again, with little between them", () => {
    // The piece itself passed over it, and so left it to the first patch, whose audio goes on that far.
    const first = piece(
      [0, 12],
      [0, 12],
      [
        ["one", 1, 1.5],
        ["four", 7, 7.5],
      ],
    );
    const two = ["two", 2.5, 3.1] as [string, number, number];
    const patches = [
      piece([2, 4], [0, 6], [two, ["three,", 5.28, 5.91]]),
      piece([5, 6.5], [3, 8.5], [["Three", 2.28, 2.94]]),
    ];
    const textsOf = (again: Piece[]) => stitch([first], again).map(({ text }) => text);
    expect(textsOf(patches)).toEqual(["one", "two", "Three", "four"]);
    expect(textsOf(patches.slice(0, 1))).toEqual(["one", "two three,", "four"]);
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

  it("begins at 0, also where decoders give what an encoder put before the recording", () => {
    const pieces = [piece([0, 10], [-0.064, 10], [["And", 0, 0.4]])];
    expect(stitch(pieces).map(({ start, end }) => [start, end])).toEqual([[0, 0.336]]);
    expect(starts(pieces)).toEqual([0]);
  });
});
