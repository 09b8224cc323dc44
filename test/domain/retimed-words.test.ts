import { describe, expect, it } from "vitest";
import { retimed } from "../../src/domain/retimed-words.js";
import type { Segment, Word } from "../../src/domain/transcript.js";
import { randomNumbers } from "../support/random-numbers.js";
import { spoken } from "./formats/transcripts.js";

/** "I was at the dentist" from 10 to 15, a second a word. */
const SPOKEN = spoken("I was at the dentist", 10, 15);
const SURE = { ...SPOKEN, words: SPOKEN.words.map((word) => ({ ...word, probability: 0.9 })) };
const joined = (words: readonly Word[]) =>
  words
    .map(({ word }) => word)
    .join("")
    .trim();
const timesOf = (text: string, segment: Segment = SPOKEN) =>
  retimed(segment, text).map(({ word, start, end }) => [word, start, end]);

describe("the words of an edited text", () => {
  it("keep their times and their probability where they stayed, be it with a comma or a capital", () => {
    expect(retimed(SURE, "i was, at the Dentist.")).toEqual([
      { ...SURE.words[0], word: " i" },
      { ...SURE.words[1], word: " was," },
      SURE.words[2],
      SURE.words[3],
      { ...SURE.words[4], word: " Dentist." },
    ]);
  });

  it("share the time of the words in whose place they stand, by their length", () => {
    expect(timesOf("I was with my old uncle")).toEqual([
      [" I", 10, 11],
      [" was", 11, 12],
      [" with", 12, 12.857],
      [" my", 12.857, 13.286],
      [" old", 13.286, 13.929],
      [" uncle", 13.929, 15],
    ]);
    expect(retimed(SURE, "I was there")[2]).toEqual({ word: " there", start: 12, end: 15 });
  });

  it("that were put in between share the time between, which may be none", () => {
    const pausing = { ...SPOKEN, words: [...SPOKEN.words] };
    pausing.words.splice(2, 1);
    expect(timesOf("I was near the dentist", pausing)[2]).toEqual([" near", 12, 13]);
    expect(timesOf("I was also at the dentist")[2]).toEqual([" also", 12, 12]);
    expect(timesOf("Yesterday I was at the dentist again").at(-1)).toEqual([" again", 15, 15]);
  });

  it("leave the time of words that were taken out empty", () => {
    expect(timesOf("I was dentist")).toEqual([
      [" I", 10, 11],
      [" was", 11, 12],
      [" dentist", 14, 15],
    ]);
    expect(timesOf("")).toEqual([]);
  });

  it("are spelt as the engine spells: with a space before each, or with none", () => {
    const bare = { ...SPOKEN, words: SPOKEN.words.map((word) => ({ ...word, word: word.word.trim() })) };
    expect(timesOf("I am at the dentist", bare).map(([word]) => word)).toEqual([
      ..."I am at the dentist".split(" "),
    ]);
  });

  it("are words in a script without spaces too", () => {
    const words = [
      { word: "今天", start: 0, end: 1 },
      { word: "去", start: 1, end: 1.5 },
      { word: "医院", start: 1.5, end: 2.5 },
    ];
    const edited = retimed({ start: 0, end: 2.5, words }, "今天去学校。");
    expect(joined(edited)).toBe("今天去学校。");
    expect(edited.slice(0, 2).map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 1.5],
    ]);
  });

  it("are none where the engine gave none", () => {
    expect(timesOf("I saw the dentist", { ...SPOKEN, words: [] })).toEqual([]);
  });

  it("are in order, within the segment, and say the text, whatever was edited", () => {
    const random = randomNumbers(20_261_122);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    const vocabulary = [
      "the",
      "The",
      "dentist,",
      "was",
      "late",
      "—",
      "99",
      "don't",
      "über",
      "二人",
      "…",
      "a",
    ];
    for (let round = 0; round < 2000; round += 1) {
      const segment = randomSegment(random, pick, vocabulary);
      const kept = segment.words.map(({ word }) => word.trim()).filter(() => random() < 0.7);
      const text = kept
        .flatMap((word) => (random() < 0.3 ? [pick(vocabulary), word] : [word]))
        .concat(random() < 0.3 ? [pick(vocabulary)] : [])
        .join(" ");
      const words = retimed(segment, text);
      const shown = JSON.stringify({ segment, text, words });
      expect(joined(words), shown).toBe(text);
      let before = segment.start;
      for (const { start, end } of words) {
        expect(start, shown).toBeGreaterThanOrEqual(before);
        expect(end, shown).toBeGreaterThanOrEqual(start);
        before = end;
      }
      expect(words.at(-1)?.end ?? segment.end, shown).toBeLessThanOrEqual(segment.end);
    }
  });
});

/** Words with pauses between some of them, to the millisecond as engines time them. */
function randomSegment(
  random: () => number,
  pick: <Item>(items: readonly Item[]) => Item,
  vocabulary: readonly string[],
): Segment {
  let milliseconds = Math.floor(random() * 100_000);
  const start = milliseconds / 1000;
  const words = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
    milliseconds += random() < 0.5 ? 0 : Math.floor(random() * 700);
    const from = milliseconds / 1000;
    milliseconds += Math.floor(random() * 600);
    return { word: ` ${pick(vocabulary)}`, start: from, end: milliseconds / 1000 };
  });
  return { id: 0, start, end: milliseconds / 1000, text: joined(words), words };
}
