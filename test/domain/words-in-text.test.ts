import { describe, expect, it } from "vitest";
import { textOfSentences, wordsInText } from "../../src/domain/words-in-text.js";

describe("what words are in their text", () => {
  it.each([
    ["has the text's punctuation", "Well then, go!", ["Well", "then", "go"], ["Well", " then,", " go!"]],
    [
      "has no space where the text has none",
      "At 10 o'clock.",
      ["At", "10", "o", "'clock"],
      ["At", " 10", " o'", "clock."],
    ],
    [
      "is what carries its own space",
      " o'clock sharp",
      [" o", "'clock", " sharp"],
      [" o'", "clock", " sharp"],
    ],
    [
      "is the words alone, set apart, where the text says something else",
      "25 men",
      ["two", "men"],
      ["two", " men"],
    ],
    ["is the words alone where there is no text", "", [" two", "-", " men"], [" two", "-", " men"]],
    [
      "is everything, where the last has less than is left",
      "One — two …",
      ["One", "two"],
      ["One", " — two …"],
    ],
  ])("%s", (_, text, words, parts) => {
    expect(wordsInText({ text, words: words.map((word) => ({ word })) })).toEqual(parts);
  });
});

describe("sentences as one text", () => {
  it.each([
    ["have a space between them", ["One.", "Two."], "One. Two."],
    [
      "have none in Chinese and Japanese",
      ["今天早上。", "我很早。", "そうです"],
      "今天早上。我很早。そうです",
    ],
    [
      "have one where another script begins or ends",
      ["今天早上。", "Well.", "我很早。", "네."],
      "今天早上。 Well. 我很早。 네.",
    ],
    ["are nothing where there is none", [], ""],
  ])("%s", (_, sentences, text) => {
    expect(textOfSentences(sentences)).toBe(text);
  });
});
