import { describe, expect, it } from "vitest";
import { align } from "../../src/domain/word-alignment.js";
import { normalWords } from "../support/word-errors.js";

describe("alignment", () => {
  it("tells which word stands for which", () => {
    expect(align(normalWords("a b c"), normalWords("a x c d"))).toEqual([
      { expected: 0, heard: 0 },
      { expected: 1, heard: 1 },
      { expected: 2, heard: 2 },
      { heard: 3 },
    ]);
    expect(align(["a", "b"], ["b"])).toEqual([{ expected: 0 }, { expected: 1, heard: 0 }]);
  });
});
