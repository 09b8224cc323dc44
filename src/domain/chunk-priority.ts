import type { JobOptions } from "./job.js";

/** Temporal's priority keys: 1 is the soonest, 5 the latest. */
const SOONEST = 1;
const LATEST = 5;
const SHIFTS = { high: -2, normal: 0, low: 2 } as const;

/**
 * How soon a chunk should be transcribed: the further into its recording, the later. So a voice memo does not wait behind a
 * day of meetings that came before it, and every job's first words come soon. What the caller says moves it by two steps.
 */
export function chunkPriority(index: number, priority: JobOptions["priority"] = "normal"): number {
  return Math.min(LATEST, Math.max(SOONEST, placePriority(index) + SHIFTS[priority]));
}

function placePriority(index: number): number {
  if (index < 1) return 1;
  if (index < 4) return 2;
  if (index < 12) return 3;
  return index < 48 ? 4 : 5;
}
