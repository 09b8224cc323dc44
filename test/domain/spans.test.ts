import { describe, expect, it } from "vitest";
import { clamp, subtract, union } from "../../src/domain/spans.js";

describe("spans", () => {
  it("are made one where they touch or overlap", () => {
    expect(
      union([
        { start: 5, end: 6 },
        { start: 0, end: 2 },
        { start: 2, end: 3 },
        { start: 1, end: 1.5 },
        { start: 9, end: 9 },
      ]),
    ).toEqual([
      { start: 0, end: 3 },
      { start: 5, end: 6 },
    ]);
  });

  it("leave what lies in no hole", () => {
    expect(
      subtract(
        [{ start: 0, end: 10 }],
        [
          { start: 2, end: 3 },
          { start: 9, end: 12 },
        ],
      ),
    ).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 9 },
    ]);
  });

  it("leave what lies between thousands of holes", () => {
    const words = Array.from({ length: 5_000 }, (_, index) => ({ start: index, end: index + 0.75 }));
    const rest = subtract([{ start: 0, end: 5_000 }], words);
    expect(rest).toHaveLength(5_000);
    expect(rest.at(-1)).toEqual({ start: 4_999.75, end: 5_000 });
    expect(subtract(words, [{ start: 0, end: 4_999 }])).toEqual([words.at(-1)]);
  });

  it("are cut to what lies within", () => {
    expect(
      clamp(
        [
          { start: -1, end: 1 },
          { start: 11, end: 12 },
        ],
        { start: 0, end: 10 },
      ),
    ).toEqual([{ start: 0, end: 1 }]);
  });
});
