import { align } from "../../src/domain/word-alignment.js";

/** The share of `expected`'s words that are wrong, missing or too many in `heard`: Levenshtein's distance in words. */
export function wordErrorRate(expected: string, heard: string): number {
  const [reference, hypothesis] = [normalWords(expected), normalWords(heard)];
  return wrongWords(reference, hypothesis) / reference.length;
}

function wrongWords(reference: readonly string[], hypothesis: readonly string[]): number {
  return align(reference, hypothesis).filter(
    ({ expected, heard }) =>
      expected === undefined || heard === undefined || reference[expected] !== hypothesis[heard],
  ).length;
}

/** "mister" and "Mr." count as the same word, so do hyphenated and separate forms. */
export function normalWords(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll("-", " ")
    .replaceAll(/[^\p{L}\p{N}'\s]/gu, "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => (word === "mr" ? "mister" : word));
}
