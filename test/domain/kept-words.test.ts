import { describe, expect, it } from "vitest";
import { keptWords } from "../../src/domain/kept-words.js";
import type { Segment } from "../../src/domain/transcript.js";

/** A second for each word. */
function segment(text: string, words: string[]): Segment {
  const timed = words.map((word, index) => ({ word, start: index, end: index + 1 }));
  return { id: 0, start: 0, end: words.length, text, words: timed };
}

/** The text of a segment's words from one second to another. */
function kept(text: string, words: string[], from: number, to: number): string[] {
  return keptWords([segment(text, words)], ({ start }) => start >= from && start < to).map(
    (each) => each.text,
  );
}

describe("what is left of a segment's text", () => {
  const words = ["Well", "then", "he", "said", "go", "home"];
  it.each([
    [
      "has the text's punctuation, which words may lack",
      "Well then, he said: “Go home!”",
      words,
      2,
      5,
      "he said: “Go",
    ],
    [
      "begins with the quotation mark of its first word",
      "Well then, he said: “Go home!”",
      words,
      4,
      6,
      "“Go home!”",
    ],
    [
      "has no spaces where the text has none",
      "今天早上，我很早。",
      ["今天", "早上", "我", "很", "早"],
      1,
      4,
      "早上，我很",
    ],
    [
      "has the spaces of words that carry them",
      " One, two three.",
      [" One,", " two", " three."],
      1,
      3,
      "two three.",
    ],
    [
      "has parts of words that are written as one",
      "Twenty-five men",
      ["Twenty", "-five", " men"],
      1,
      3,
      "five men",
    ],
    ["is the words', where they say something else", "25 men", ["twenty", "five", "men"], 1, 3, "five men"],
    ["has nothing of a word in between", "One. Two. Three.", ["One.", "Two.", "Three."], 3, 9, undefined],
  ])("%s", (_, text, each, from, to, expected) => {
    expect(kept(text, each, from, to)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("leaves out a word in the middle", () => {
    const [left] = keptWords(
      [segment("One, two, three.", ["One", "two", "three"])],
      ({ start }) => start !== 1,
    );
    expect(left).toMatchObject({ text: "One, three.", start: 0, end: 3 });
  });
});
