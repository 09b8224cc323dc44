/**
 * How soon a chunk should be transcribed, as Temporal's priority key (1 is the soonest, 5 the latest): the further into
 * its recording, the later. So a voice memo does not wait behind a day of meetings that came before it, and every job's
 * first words come soon.
 */
export function chunkPriority(index: number): number {
  if (index < 1) return 1;
  if (index < 4) return 2;
  if (index < 12) return 3;
  return index < 48 ? 4 : 5;
}
