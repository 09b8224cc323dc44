import { describe, expect, it } from "vitest";
import { compareHearings, count, type TimedWord } from "../../bench/accuracy/boundaries.js";

const SAID = ["so", "it", "was", "a", "long", "night"];

/** The words as heard, one a second from the given place on. */
const heard = (text: string, from = 0): TimedWord[] =>
  text.split(" ").map((word, index) => ({ word, start: from + index, end: from + index + 0.5 }));

describe("what chunks cost", () => {
  it("is nothing where both hearings are the same", () => {
    const same = heard("so it was a long night");
    expect(compareHearings(SAID, same, same, [3])).toEqual([]);
  });

  it("is a lost word where only the whole hearing has it", () => {
    const [first, ...rest] = heard("so it was a long night");
    expect(first).toBeDefined();
    expect(compareHearings(SAID, heard("so it was a long night"), rest, [3])).toEqual([
      { fault: "lost", word: "so", seconds: 0, nearBoundary: true },
    ]);
  });

  it("is an extra word where only the chunked hearing has one more", () => {
    const doubled = [
      ...heard("so it was"),
      { word: "was", start: 2.6, end: 2.9 },
      ...heard("a long night", 3),
    ];
    const findings = compareHearings(SAID, heard("so it was a long night"), doubled, [3]);
    expect(findings.map(({ fault, word }) => [fault, word])).toEqual([["extra", "was"]]);
    expect(compareHearings(SAID, doubled, doubled, [3])).toEqual([]);
  });

  it("is a moved word where the two begin more than 300 ms apart", () => {
    const whole = heard("so it was a long night");
    const moved = whole.map((word, index) => (index === 5 ? { ...word, start: word.start - 0.5 } : word));
    expect(compareHearings(SAID, whole, moved, [3])).toEqual([
      { fault: "moved", word: "night", seconds: 4.5, bySeconds: -0.5, nearBoundary: true },
    ]);
  });

  it("is no moved word where the chunked hearing is right by the clock", () => {
    const whole = heard("so it was a long night");
    const moved = whole.map((word, index) => (index === 5 ? { ...word, start: word.start - 0.5 } : word));
    expect(compareHearings(SAID, whole, moved, [3], new Map([[5, 4.6]]))).toEqual([]);
  });

  it("is not counted where the whole hearing is wrong too", () => {
    expect(
      compareHearings(SAID, heard("so it has a long night"), heard("so it had a long night"), [3]),
    ).toEqual([]);
  });

  it("is told apart by whether a boundary is near", () => {
    const whole = heard("so it was a long night");
    const findings = compareHearings(SAID, whole, heard("so it has a long kite"), [-0.5]);
    expect(count(findings, "misheard")).toEqual({ near: 1, elsewhere: 1 });
  });
});
