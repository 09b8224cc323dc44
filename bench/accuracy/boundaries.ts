import { align } from "../../src/domain/word-alignment.js";
import { normalWords } from "../../test/support/word-errors.js";

/** A word as an engine heard it, in the recording's time. */
export interface TimedWord {
  word: string;
  start: number;
  end: number;
}

export const FAULTS = ["lost", "extra", "misheard", "moved"] as const;
export type Fault = (typeof FAULTS)[number];

/** What the chunked hearing got wrong and the whole one did not. */
export interface Finding {
  fault: Fault;
  word: string;
  seconds: number;
  /** For a moved word: by how much. */
  bySeconds?: number;
  nearBoundary: boolean;
}

/** A word is moved when its two beginnings differ by more. */
const MOVED_SECONDS = 0.3;
/** Chunks overlap by at most 2 s on either side of a cut. */
const NEAR_SECONDS = 3;

/**
 * Holds two hearings of one recording against what was really said; `beginnings` has the true times of some words, by
 * their index in `said`. Findings that are not near a boundary show what difference there is without any boundary.
 */
export function compareHearings(
  said: readonly string[],
  whole: readonly TimedWord[],
  chunked: readonly TimedWord[],
  boundaries: readonly number[],
  beginnings: ReadonlyMap<number, number> = new Map(),
): Finding[] {
  const inWhole = hearing(said, whole);
  const inChunked = hearing(said, chunked);
  const nearBoundary = (seconds: number): boolean =>
    boundaries.some((boundary) => Math.abs(boundary - seconds) <= NEAR_SECONDS);
  const finding = (fault: Fault, { word, start }: TimedWord, bySeconds?: number): Finding => ({
    fault,
    word,
    seconds: start,
    ...(bySeconds !== undefined && { bySeconds }),
    nearBoundary: nearBoundary(start),
  });

  const ofSaid = said.flatMap((word, index): Finding[] => {
    const [before, after] = [inWhole.bySaid[index], inChunked.bySaid[index]];
    if (before === undefined) return [];
    if (after === undefined) return [finding("lost", before)];
    if (after.word !== word) return before.word === word ? [finding("misheard", after)] : [];
    // Where the true time is known, the chunked hearing has to be wrong by it as well.
    const offsets = [before.start, beginnings.get(index) ?? before.start].map((start) => after.start - start);
    const bySeconds = offsets.reduce((least, each) => (Math.abs(each) < Math.abs(least) ? each : least));
    if (before.word !== word || Math.abs(bySeconds) <= MOVED_SECONDS) return [];
    // Of a doubled word the other one may stand where it should.
    const isInPlace = inChunked.extra.some(
      (other) => other.word === word && Math.abs(other.start - before.start) <= MOVED_SECONDS,
    );
    return isInPlace ? [] : [finding("moved", after, bySeconds)];
  });
  const isInWhole = (word: TimedWord): boolean =>
    inWhole.extra.some((other) => Math.abs(other.start - word.start) < 1);
  const extra = inChunked.extra.filter((word) => !isInWhole(word)).map((word) => finding("extra", word));
  return [...ofSaid, ...extra].sort((a, b) => a.seconds - b.seconds);
}

/** A hearing's words by the said word that each stands for, and those that stand for none. */
function hearing(said: readonly string[], heard: readonly TimedWord[]) {
  const words = heard.flatMap(({ word, start, end }) =>
    normalWords(word).map((normal) => ({ word: normal, start, end })),
  );
  const bySaid: (TimedWord | undefined)[] = said.map(() => undefined);
  const extra: TimedWord[] = [];
  const steps = align(
    said,
    words.map(({ word }) => word),
  );
  for (const step of steps) {
    const word = step.heard === undefined ? undefined : words[step.heard];
    if (word === undefined) continue;
    if (step.expected === undefined) extra.push(word);
    else bySaid[step.expected] = word;
  }
  return { bySaid, extra };
}

export function count(findings: readonly Finding[], fault: Fault): { near: number; elsewhere: number } {
  const all = findings.filter((finding) => finding.fault === fault);
  const near = all.filter((finding) => finding.nearBoundary).length;
  return { near, elsewhere: all.length - near };
}
