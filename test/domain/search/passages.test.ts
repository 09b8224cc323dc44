import { describe, expect, test } from "vitest";
import { momentAt, notePassages, transcriptPassages } from "../../../src/domain/search/passages.js";
import type { Segment, Word } from "../../../src/domain/transcript.js";

let id = 0;
function segment(start: number, text: string, more: Partial<Segment> = {}): Segment {
  return { id: (id += 1), start, end: start + 3, text: ` ${text}`, words: [], ...more };
}
/** One word a second. */
function timed(start: number, text: string): Segment {
  const words = text.split(" ").map((word, index): Word => {
    return { word: ` ${word}`, start: start + index, end: start + index + 1 };
  });
  return segment(start, text, { words, end: start + words.length });
}

describe("passages of a transcript", () => {
  test("are what one speaker says without a long pause", () => {
    const passages = transcriptPassages({
      segments: [
        segment(0, "One.", { speaker: "A" }),
        segment(3, "Two.", { speaker: "A" }),
        segment(6, "Three.", { speaker: "B" }),
        segment(9, ""),
        segment(15, "Four.", { speaker: "B" }),
      ],
    });
    expect(passages.map(({ text }) => text)).toEqual(["One. Two.", "Three.", "Four."]);
  });

  test("end after half a minute, however long someone speaks", () => {
    const segments = Array.from({ length: 100 }, (_, index) =>
      segment(index * 3, "about thirty characters of text"),
    );
    const passages = transcriptPassages({ segments });
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThan(450);
    expect(passages.map(({ text }) => text).join(" ")).toBe(
      segments.map(({ text }) => text.trim()).join(" "),
    );
  });

  test("know the second of each place: of its segment, and within a long one of its word", () => {
    const [passage] = transcriptPassages({
      segments: [segment(0, "Hello there."), timed(3, "a b c d e f g the h i j k dentist l m")],
    });
    const second = (word: string) => momentAt(passage!, passage!.text.indexOf(word));
    expect(second("there")).toEqual({ start: 0, end: 3 });
    expect(second(" a b")).toEqual({ start: 0, end: 3 });
    expect(second("a b")).toEqual({ start: 3, end: 8 });
    expect(second("the h")).toEqual({ start: 8, end: 13 });
    expect(second("dentist")).toEqual({ start: 13, end: 18 });
  });

  test("take words that do not stand in the text for no place of it", () => {
    const odd = timed(0, "alpha beta gamma delta epsilon zeta eta omega");
    const [passage] = transcriptPassages({ segments: [{ ...odd, text: "alpha omega" }] });
    expect(passage!.moments).toEqual([
      { at: 0, start: 0, end: 7 },
      { at: 6, start: 7, end: 8 },
    ]);
  });
});

test("an entry of a note is found at the first second of its evidence", () => {
  const entry = (text: string, start: number) => ({
    text,
    evidence: [
      { start, end: start + 1, quote: "q" },
      { start: 99, end: 100, quote: "q" },
    ],
  });
  const frame = { date: "2026-11-22", title: "T", tags: [], language: "en" };
  const writer = { kind: "extractive" as const };
  const diary = {
    ...frame,
    writer,
    mood: entry("m", 1),
    keyEvents: [entry("k", 2)],
    reflections: [entry("r", 3)],
  };
  const found = (passages: ReturnType<typeof notePassages>) =>
    passages.map((passage) => [passage.text, momentAt(passage, 0).start]);
  expect(found(notePassages(diary))).toEqual([
    ["m", 1],
    ["k", 2],
    ["r", 3],
  ]);
  const sections = [{ key: "s", heading: "S", entries: [entry("e", 4)] }];
  expect(found(notePassages({ ...frame, writer, template: { id: "own", name: "Own" }, sections }))).toEqual([
    ["e", 4],
  ]);
});
