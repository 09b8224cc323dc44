import type { Candidate } from "./candidates.js";
import { overlap } from "./rank-sentences.js";

/** Of all terms in two sentences, the share in both from which on they tell the same thing (Jaccard's index). */
const SAME_THING = 0.6;

/** The weightiest, leaving out what another one has said already, in the order in which they were spoken. */
export function pick(candidates: readonly Candidate[], count: number): Candidate[] {
  const picked: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.weight - a.weight)) {
    if (picked.length === count) break;
    if (picked.every(({ terms }) => overlap(terms, candidate.terms) < SAME_THING)) picked.push(candidate);
  }
  return picked.sort((a, b) => a.sentence.index - b.sentence.index);
}
