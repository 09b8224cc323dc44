import { expect, test } from "vitest";
import { rowsOf } from "../../web/src/pages/entry/transcript/rows.js";
import { lastBegun, wordAt, wordTimesOf } from "../../web/src/pages/entry/transcript/word-times.js";

const segment = (id: number, speaker: string, words: [string, number, number][]) => ({
  id,
  speaker,
  start: words[0]?.[1] ?? 0,
  end: words.at(-1)?.[2] ?? 0,
  text: "",
  words: words.map(([word, start, end]) => ({ word, start, end })),
});

const times = wordTimesOf(
  rowsOf({
    durationSeconds: 10,
    coverage: { missing: [] },
    segments: [
      segment(0, "A", [
        ["One", 1, 1.4],
        ["two.", 1.5, 2],
        ["Five.", 6, 6.5],
      ]),
      segment(1, "B", [["Three.", 3, 3.5]]),
    ],
  }),
);

test("the word that is being said is known at its first moment and until its last", () => {
  expect([wordAt(times, 0.99), wordAt(times, 1), wordAt(times, 1.49), wordAt(times, 1.5)]).toEqual([
    undefined,
    0,
    0,
    1,
  ]);
});

test("in a pause no word is being said, and the one before is where one is", () => {
  expect(wordAt(times, 2.5)).toBeUndefined();
  expect(lastBegun(times, 2.5)).toBe(1);
});

test("of speakers who take turns within each other's sentences the one who speaks is known", () => {
  expect(wordAt(times, 3.1)).toBe(3);
  expect(wordAt(times, 6.1)).toBe(2);
});
