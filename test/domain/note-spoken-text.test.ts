import { describe, expect, it } from "vitest";
import { spokenText } from "../../src/domain/note-spoken-text.js";
import type { Segment, Word } from "../../src/domain/transcript.js";

function segment(id: number, text: string, words: Word[], start = 0, end = 10): Segment {
  return { id, start, end, text, words };
}

function timesOf(segments: Segment[], language = "en") {
  const { tokens } = spokenText({ language, segments });
  return tokens.map(({ form, start, end }) => [form, start, end]);
}

describe("the running text of a transcript", () => {
  it("joins segments with one space and leaves out empty ones", () => {
    const { text, tokens } = spokenText({
      language: "en",
      segments: [segment(0, " And so, ", []), segment(1, "  ", []), segment(2, "my fellow", [])],
    });
    expect(text).toBe("And so, my fellow");
    expect(tokens.map(({ from, to }) => text.slice(from, to))).toEqual(["And", "so", "my", "fellow"]);
    expect(tokens.map(({ segmentId }) => segmentId)).toEqual([0, 0, 2, 2]);
  });

  it("knows when each word was said", () => {
    const words = [
      { word: "Ask", start: 1, end: 1.5 },
      { word: "not.", start: 1.6, end: 2 },
    ];
    expect(timesOf([segment(0, "Ask not.", words)])).toEqual([
      ["ask", 1, 1.5],
      ["not", 1.6, 2],
    ]);
  });

  it("finds times where the engine's words have other punctuation, and where one is several in the text", () => {
    const words = [
      { word: "It's", start: 1, end: 2 },
      { word: "well-known", start: 2, end: 3 },
      { word: "ok", start: 3, end: 4 },
    ];
    expect(timesOf([segment(0, "It\u2019s \u201Cwell-known\u201D: OK!", words)])).toEqual([
      ["it's", 1, 2],
      ["well", 2, 3],
      ["known", 2, 3],
      ["ok", 3, 4],
    ]);
  });

  it("keeps times in order where text and words do not agree", () => {
    const words = [
      { word: "twenty-two", start: 1, end: 2 },
      { word: "people", start: 2, end: 3 },
    ];
    const times = timesOf([segment(0, "22 people", words)]);
    expect(times[0]?.[1]).toBe(1);
    expect(times[1]?.[2]).toBe(3);
  });

  it("uses the segment's times where there are no words", () => {
    expect(timesOf([segment(0, "Ask not", [], 3, 5)])).toEqual([
      ["ask", 3, 5],
      ["not", 3, 5],
    ]);
  });

  it("finds words in a language without spaces", () => {
    const words = [...Array(6).keys()].map((index) => ({
      word: "今日は天気が".charAt(index),
      start: index,
      end: index + 1,
    }));
    const times = timesOf([segment(0, "今日は天気が", words)], "ja");
    expect(times.length).toBeGreaterThan(1);
    expect(times[0]).toEqual(["今日", 0, 2]);
  });
});
