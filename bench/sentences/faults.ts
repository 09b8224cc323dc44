import { align } from "../../src/domain/word-alignment.js";

/** What became of the words that were said. */
export interface Faults {
  words: number;
  lost: number;
  misheard: number;
  /** Heard once more than said: the same two words in a row stand close by. */
  doubled: number;
  inserted: number;
}

/** Within this many words a repetition is of what was just said; the sentences are shorter than that. */
const NEARBY_WORDS = 24;

export function faultsIn(said: readonly string[], heard: readonly string[]): Faults {
  const faults: Faults = { words: said.length, lost: 0, misheard: 0, doubled: 0, inserted: 0 };
  for (const step of align(said, heard)) {
    if (step.heard === undefined) faults.lost += 1;
    else if (step.expected === undefined)
      if (isRepetition(heard, step.heard)) faults.doubled += 1;
      else faults.inserted += 1;
    else if (said[step.expected] !== heard[step.heard]) faults.misheard += 1;
  }
  return faults;
}

/** Whether the word, with the one before or after it, stands once more nearby. */
function isRepetition(heard: readonly string[], index: number): boolean {
  const pairAt = (at: number): string => `${heard[at] ?? ""} ${heard[at + 1] ?? ""}`;
  const nearby = Array.from({ length: 2 * NEARBY_WORDS + 1 }, (_, offset) => index - NEARBY_WORDS + offset);
  return [index - 1, index].some((at) =>
    nearby.some((other) => other !== at && pairAt(other) === pairAt(at)),
  );
}

export function total(all: readonly Faults[]): Faults {
  const sum = (key: keyof Faults): number => all.reduce((count, faults) => count + faults[key], 0);
  return {
    words: sum("words"),
    lost: sum("lost"),
    misheard: sum("misheard"),
    doubled: sum("doubled"),
    inserted: sum("inserted"),
  };
}

export function wordErrorRate({ words, lost, misheard, doubled, inserted }: Faults): string {
  return words === 0 ? "" : `${((100 * (lost + misheard + doubled + inserted)) / words).toFixed(2)} %`;
}
