import type { Row } from "./rows.js";

/** A place in a row's text, in characters. */
export interface Match {
  row: number;
  start: number;
  end: number;
}

const MARKS = /\p{M}/gu;

/** Without case and accents, character by character: a place in it is a place in the text. */
function folded(text: string): string {
  let plain = "";
  for (const unit of text.split("")) {
    const bare = unit.normalize("NFD").replace(MARKS, "").toLowerCase();
    plain += bare.length === 1 ? bare : unit;
  }
  return plain;
}

/** Folding a long transcript takes longer than searching it. */
const foldedTexts = new WeakMap<Row, string>();

function foldedTextOf(row: Row): string {
  if (row.kind !== "speech") return "";
  const known = foldedTexts.get(row) ?? folded(row.text);
  foldedTexts.set(row, known);
  return known;
}

/** Every place where the words stand, from the first to the last. */
export function findIn(rows: readonly Row[], words: string): Match[] {
  const wanted = folded(words.trim().replace(/\s+/g, " "));
  if (wanted === "") return [];
  return rows.flatMap((row, index) => {
    const text = foldedTextOf(row);
    const matches: Match[] = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      matches.push({ row: index, start: at, end: at + wanted.length });
    return matches;
  });
}
