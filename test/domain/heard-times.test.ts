import { expect, it } from "vitest";
import { HeardTimes } from "../../src/domain/heard-times.js";
import type { Segment } from "../../src/domain/transcript.js";

const RECORDING = { start: 0, end: 60 };

function segment(...words: [string, number, number][]): Segment {
  const timed = words.map(([word, start, end]) => ({ word, start, end }));
  const [start = 0, end = 0] = [timed.at(0)?.start, timed.at(-1)?.end];
  return { id: 0, start, end, text: "", words: timed };
}

it("gathers words that were drawn out together, also where they come in two segments", () => {
  const times = new HeardTimes();
  times.add([segment(["so", 1, 1.3], ["even", 2, 8])]);
  times.add([segment(["have", 8, 12])]);
  times.add([segment(["we", 20, 20.2])]);
  times.end();
  expect(times.beside(RECORDING)).toEqual([
    { start: 1, end: 1.3 },
    { start: 11.5, end: 11.75 },
    { start: 11.75, end: 12 },
    { start: 20, end: 20.2 },
  ]);
});

it("gives the words that overlap a span, and not those that touch it", () => {
  const times = new HeardTimes();
  times.add([segment(["one", 1, 1.4], ["two", 1.4, 1.8], ["three", 1.8, 2.2])]);
  times.end();
  expect(times.beside({ start: 1.4, end: 1.9 }).map(({ start }) => start)).toEqual([1.4, 1.8]);
});
