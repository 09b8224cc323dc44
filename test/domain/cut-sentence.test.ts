import { describe, expect, it } from "vitest";
import { dividedAt } from "../../src/domain/cut-sentence.js";
import type { Segment } from "../../src/domain/transcript.js";

/** A word each 0.5 s. */
function segment(text: string, start: number, more: Partial<Segment> = {}): Segment {
  const words = text.split(" ").map((word, index) => ({
    ...{ word: ` ${word}`, start: start + index / 2, end: start + index / 2 + 0.4 },
  }));
  const end = words.at(-1)?.end ?? start;
  return { id: 0, start, end, text, words, ...more };
}

const texts = (...segments: Segment[]): string[][] =>
  dividedAt(segments, 1).map((side) => side.map(({ text }) => text));

describe("a cut within a sentence", () => {
  it("makes no two segments of it", () => {
    const left = segment("what in the", 10, { avgLogprob: -0.1 });
    const right = segment("world do they know?", 11.5, { avgLogprob: -0.5 });
    expect(dividedAt([left, right, segment("Nothing.", 14)], 1)).toEqual([
      [],
      [
        {
          ...{ id: 0, text: "what in the world do they know?", start: 10, end: right.end, avgLogprob: -0.5 },
          words: [...left.words, ...right.words],
        },
        segment("Nothing.", 14),
      ],
    ]);
  });

  it("leaves what comes before the sentence", () => {
    const before = segment("Well.", 8);
    const segments = [before, segment("what in the", 10), segment("world?", 11.5)];
    const [finished, rest] = dividedAt(segments, 2);
    expect(finished).toEqual([before]);
    expect(rest.map(({ text }) => text)).toEqual(["what in the world?"]);
  });

  it("knows the English I for no beginning", () => {
    expect(texts(segment("so", 10), segment("I'm here", 10.5))).toEqual([[], ["so I'm here"]]);
    expect(texts(segment("so", 10), segment("In here", 10.5))).toEqual([["so"], ["In here"]]);
  });

  it("puts no space into Chinese", () => {
    const left = segment("今天天氣", 10);
    expect(texts(left, segment("怎麼樣?", 10.5))).toEqual([[], ["今天天氣怎麼樣?"]]);
  });
});

describe("segments on both sides of a cut stay two", () => {
  const left = segment("what in the", 10);
  it.each([
    ["where a sentence ends", segment("what?” he asked.", 10), segment("nothing", 11.5)],
    ["where one begins", left, segment("What in the world", 11.5)],
    ["where somebody pauses", left, segment("world", 12.3)],
    ["where they would be too long together", left, segment("so ".repeat(24).trim(), 11.5)],
    ["in two languages", segment("ja", 10, { language: "de" }), segment("yes", 10.5, { language: "en" })],
    ["of two speakers", segment("so", 10, { speaker: "Speaker 1" }), segment("yes", 10.5)],
    ["where an engine gives no words", left, { ...segment("world", 11.5), words: [] }],
  ])("%s", (_, before, after) => {
    expect(dividedAt([before, after], 1)).toEqual([[before], [after]]);
  });

  it("at the beginning and the end of the recording", () => {
    expect(dividedAt([left], 0)).toEqual([[], [left]]);
    expect(dividedAt([left], 1)).toEqual([[left], []]);
    expect(dividedAt([], 0)).toEqual([[], []]);
  });
});
