import type { Row } from "./rows.js";

/** When each word is said and where it stands. Words are numbered as they are read. */
export interface WordTimes {
  count: number;
  starts: Float64Array;
  ends: Float64Array;
  /** The place in the rows. */
  rows: Int32Array;
  /** The segment's id. */
  segments: Int32Array;
  /** The words' numbers by their starts: speakers who talk at the same time are read one after the other. */
  byStart: Int32Array;
}

/** For so long a word stays lit when nothing follows: short pauses must not flicker. */
const LINGER_SECONDS = 0.3;

export function wordTimesOf(rows: readonly Row[]): WordTimes {
  const words: { start: number; end: number; row: number; segment: number }[] = [];
  rows.forEach((row, index) => {
    if (row.kind !== "speech") return;
    for (const { segment } of row.segments) {
      const timed = segment.words.length === 0 ? [segment] : segment.words;
      for (const { start, end } of timed) words.push({ start, end, row: index, segment: segment.id });
    }
  });
  const starts = Float64Array.from(words, ({ start }) => start);
  return {
    count: words.length,
    starts,
    ends: Float64Array.from(words, ({ end }) => end),
    rows: Int32Array.from(words, ({ row }) => row),
    segments: Int32Array.from(words, ({ segment }) => segment),
    byStart: Int32Array.from(words.keys()).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0) || a - b),
  };
}

/** The number of the word that was begun last at that moment; undefined before the first. */
export function lastBegun({ byStart, starts }: WordTimes, seconds: number): number | undefined {
  let low = 0;
  let high = byStart.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[byStart[middle] ?? 0] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return byStart[low - 1];
}

/** The number of the word that is being said at that moment; undefined in a pause. */
export function wordAt(times: WordTimes, seconds: number): number | undefined {
  const word = lastBegun(times, seconds);
  return word !== undefined && seconds < (times.ends[word] ?? 0) + LINGER_SECONDS ? word : undefined;
}
