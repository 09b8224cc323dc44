import { describe, expect, it } from "vitest";
import { inTurn } from "../../src/domain/in-turn.js";
import type { Segment } from "../../src/domain/transcript.js";

type Times = [start: number, end: number];

function segment(words: Times[], whole: Times = [words[0]?.[0] ?? 0, words.at(-1)?.[1] ?? 0]): Segment {
  return {
    ...{ id: 0, start: whole[0], end: whole[1], text: "words" },
    words: words.map(([start, end]) => ({ word: "word", start, end })),
  };
}

const times = ({ start, end }: { start: number; end: number }): Times => [start, end];

describe("words that overlap", () => {
  it.each<[string, Times[], Times[]]>([
    [
      "meet in the middle",
      [
        [1, 2.2],
        [2, 3],
      ],
      [
        [1, 2.1],
        [2.1, 3],
      ],
    ],
    [
      "meet in their order",
      [
        [1, 2],
        [0.8, 3],
      ],
      [
        [1, 2],
        [2, 3],
      ],
    ],
    [
      "leave one within the other alone",
      [
        [1, 4],
        [2, 3],
      ],
      [
        [1, 2],
        [2, 3],
      ],
    ],
    [
      "follow each other in a row",
      [
        [1, 2.2],
        [2, 3.2],
        [3, 4],
      ],
      [
        [1, 2.1],
        [2.1, 3.1],
        [3.1, 4],
      ],
    ],
    [
      "and those that do not stay as they are",
      [
        [1, 2],
        [2, 3],
        [5, 6],
      ],
      [
        [1, 2],
        [2, 3],
        [5, 6],
      ],
    ],
  ])("%s", (_, before, after) => {
    const [within] = inTurn([segment(before)]);
    expect(within?.words.map(times)).toEqual(after);
    const apart = inTurn(before.map((each) => segment([each])));
    expect(apart.flatMap(({ words }) => words.map(times))).toEqual(after);
    expect(apart.map(times)).toEqual(after);
  });

  it("may be whole segments, where an engine times no words", () => {
    expect(inTurn([segment([], [0, 5]), segment([], [4, 9])]).map(times)).toEqual([
      [0, 4.5],
      [4.5, 9],
    ]);
  });

  it("leave a segment's own times where its words need no change", () => {
    const [first] = inTurn([segment([[1, 2]], [0, 3]), segment([[2, 4]]), segment([[3, 5]])]);
    expect(first).toMatchObject({ start: 0, end: 3 });
  });
});
