import { expect, test } from "vitest";
import { findIn } from "../../web/src/pages/entry/transcript/find.js";
import { rowsOf } from "../../web/src/pages/entry/transcript/rows.js";

const said = (id: number, start: number, text: string) => ({ id, start, end: start + 1, text, words: [] });

const rows = rowsOf({
  durationSeconds: 12,
  coverage: { missing: [] },
  segments: [said(0, 0, "Käthe rief an."), said(1, 1, "An der See."), said(2, 10, "Die Kathedrale!")],
});

const found = (words: string): (string | undefined)[] =>
  findIn(rows, words).map(({ row, start, end }) => {
    const at = rows[row];
    return at?.kind === "speech" ? at.text.slice(start, end) : undefined;
  });

test("neither case nor accents matter, and what is found is given as it is written", () => {
  expect(found("kathe")).toEqual(["Käthe", "Kathe"]);
});

test("words are found across the end of a sentence", () => {
  expect(found("an.  an")).toEqual(["an. An"]);
});

test("nothing is found of nothing", () => {
  expect(found("  ")).toEqual([]);
  expect(found("Zürich")).toEqual([]);
});
