import { describe, expect, it } from "vitest";
import { wordErrorRate } from "../support/word-errors.js";

describe("the word error rate", () => {
  it("counts wrong, missing and superfluous words against the expected ones", () => {
    expect(wordErrorRate("one two three four", "one two three four")).toBe(0);
    expect(wordErrorRate("one two three four", "one too three four")).toBe(0.25);
    expect(wordErrorRate("one two three four", "one three four")).toBe(0.25);
    expect(wordErrorRate("one two three four", "one two two three four")).toBe(0.25);
    expect(wordErrorRate("one two", "")).toBe(1);
  });

  it("takes spellings of one word as one", () => {
    expect(wordErrorRate("mister dashwood was ill disposed", "Mr. Dashwood, was ill-disposed!")).toBe(0);
  });

  it("is exact where thousands of words are missing in a row", () => {
    const words = Array.from({ length: 5000 }, (_, index) => `w${String(index)}`);
    const heard = [...words.slice(0, 1000), ...words.slice(4000)];
    expect(wordErrorRate(words.join(" "), heard.join(" "))).toBe(0.6);
  });
});
