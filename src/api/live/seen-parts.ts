/*
 * The id of an event says which parts its reader has, as ranges of their indexes: `0-11.14` is 0 to 11 and 14, `none` none. A
 * client gives it back as Last-Event-ID and gets the others, from whichever gateway.
 */
const NONE = "none";
/** Of ranges in an id. Parts come nearly in order, so that real ones have few. */
const MAX_RANGES = 500;
const MAX_INDEX = 100_000;

export function eventId(seen: ReadonlySet<number>): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of [...seen].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  if (ranges.length === 0) return NONE;
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(".");
}

/** Ids that are not ours, of another server perhaps, count as none. */
export function seenParts(id: string | undefined): Set<number> {
  const seen = new Set<number>();
  if (id === undefined || !/^\d+(-\d+)?(\.\d+(-\d+)?)*$/.test(id)) return seen;
  for (const range of id.split(".").slice(0, MAX_RANGES)) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let index = first; index <= Math.min(last, MAX_INDEX); index += 1) seen.add(index);
  }
  return seen;
}
