import { piecesOf } from "./formats/tokens.js";
import { roundMs, type Span } from "./spans.js";
import type { Segment, Word } from "./transcript.js";
import { align } from "./word-alignment.js";
import { plainWord } from "./words-in-text.js";

type Piece = ReturnType<typeof piecesOf>[number];

/**
 * The words of a segment's new text, in order and within the segment. Words that stayed, be it with another capital or
 * comma, keep their times and their probability; new ones share the time of those in whose place they stand or, where they
 * were put in between, the time between. None where the engine gave no times of words.
 */
export function retimed(segment: Pick<Segment, "start" | "end" | "words">, text: string): Word[] {
  const { words } = segment;
  if (words.length === 0) return [];
  const pieces = piecesOf(text);
  const spelt = spelling(words, pieces);
  const stayed = stayedAt(words, pieces);
  const result: Word[] = [];
  for (let first = 0; first < pieces.length;) {
    const old = stayed.get(first);
    const kept = old === undefined ? undefined : words[old];
    if (kept !== undefined) {
      result.push({ ...kept, word: spelt[first] ?? "" });
      first += 1;
      continue;
    }
    let after = first;
    while (after < pieces.length && !stayed.has(after)) after += 1;
    const room = roomBetween(segment, stayed.get(first - 1) ?? -1, stayed.get(after) ?? words.length);
    result.push(...shared(room, spelt.slice(first, after)));
    first = after;
  }
  return result;
}

/** Each piece as a word of the engine's kind: with its own leading space, or without one where all words are. */
function spelling(words: readonly Word[], pieces: readonly Piece[]): string[] {
  const isSpaced =
    words.some(({ word }) => word.startsWith(" ")) ||
    pieces.some(({ spaced }, index) => index > 0 && !spaced);
  return pieces.map(({ text, spaced }) => (isSpaced && spaced ? ` ${text}` : text));
}

/** Which old word a new one is, by their places. */
function stayedAt(words: readonly Word[], pieces: readonly Piece[]): Map<number, number> {
  const before = words.map(({ word }) => formOf(word));
  const now = pieces.map(({ text }) => formOf(text));
  const stayed = new Map<number, number>();
  for (const { expected, heard } of align(before, now))
    if (expected !== undefined && heard !== undefined && before[expected] === now[heard])
      stayed.set(heard, expected);
  return stayed;
}

/** What two spellings of a word have in common; a dash by itself is itself. */
function formOf(word: string): string {
  const letters = plainWord(word);
  return letters === "" ? word.trim() : letters;
}

/** The time of the words between two that stayed, or what lies between these two. */
function roomBetween(
  { start, end, words }: Pick<Segment, "start" | "end" | "words">,
  left: number,
  right: number,
): Span {
  const gone = words.slice(left + 1, right);
  const latest = words[right]?.start ?? end;
  const from = Math.min(Math.max(words[left]?.end ?? start, gone[0]?.start ?? start), latest);
  return { start: from, end: Math.max(from, Math.min(latest, gone.at(-1)?.end ?? end)) };
}

/** By their length in characters. */
function shared(room: Span, words: readonly string[]): Word[] {
  const lengths = words.map((word) => word.trim().length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  const placeAt = (share: number) =>
    Math.min(room.end, Math.max(room.start, roundMs(room.start + (room.end - room.start) * share)));
  return words.map((word, index) => {
    const start = placeAt(before / total);
    before += lengths[index] ?? 0;
    return { word, start, end: placeAt(before / total) };
  });
}
