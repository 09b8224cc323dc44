import { describe, expect, test } from "vitest";
import { snippetOf } from "../../../src/domain/search/snippet.js";

const LONG = Array.from({ length: 100 }, (_, index) => `word${index}`).join(" ");

function around(text: string, ...words: string[]) {
  return snippetOf(
    text,
    words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })),
  );
}
const textOf = (parts: { text: string }[]) => parts.map(({ text }) => text).join("");

describe("a snippet", () => {
  test("is a short text whole, with each match apart", () => {
    expect(around("The dentist was late.", "dentist", "late")).toEqual([
      { text: "The ", match: false },
      { text: "dentist", match: true },
      { text: " was ", match: false },
      { text: "late", match: true },
      { text: ".", match: false },
    ]);
  });

  test("is the part of a long text around the first match, cut between words", () => {
    const parts = around(LONG, "word50");
    const text = textOf(parts);
    expect(text).toMatch(/^…(word\d+ )+word50( word\d+)+…$/);
    expect(text.length).toBeLessThan(165);
    expect(parts.filter(({ match }) => match)).toEqual([{ text: "word50", match: true }]);
  });

  test.each(["word0", "word99"])("of a match at an end of the text (%s) has one ellipsis", (word) => {
    expect(textOf(around(LONG, word)).match(/…/g)).toHaveLength(1);
  });

  test("joins matches that overlap, and leaves out those that lie behind its end", () => {
    const text = `one two three ${LONG}`;
    const parts = snippetOf(text, [
      { start: 4, end: 13 },
      { start: 0, end: 7 },
      { start: text.length - 6, end: text.length },
    ]);
    expect(parts.filter(({ match }) => match)).toEqual([{ text: "one two three", match: true }]);
  });

  test("of text without spaces and with pairs of surrogates cuts no character in two", () => {
    const text = `${"𠮷".repeat(150)}東京${"𠮷".repeat(150)}`;
    const parts = around(text, "東京");
    expect(textOf(parts).isWellFormed()).toBe(true);
    expect(parts.some(({ text: piece, match }) => match && piece === "東京")).toBe(true);
  });

  test("of a match that is longer than a snippet holds all of it", () => {
    const match = "x".repeat(400);
    expect(textOf(around(`${LONG} ${match} ${LONG}`, match))).toContain(match);
  });
});
