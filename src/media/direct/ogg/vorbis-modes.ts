/** Of one mode in the set-up header: a bit for the block's length, 16 for the window, 16 for the transform, 8 for the mapping. */
const MODE_BITS = 41;
const MOST_MODES = 64;

/**
 * Which modes of a Vorbis stream have long blocks. They stand last in the set-up header, behind tables of which no length
 * is known: so they are read from the end, as far as they have the zeros that they must have, and the most that agree with
 * their own count, which stands before them, are believed.
 */
export function modeBlocks(setup: Buffer): boolean[] | undefined {
  if (setup.toString("latin1", 0, 7) !== "\u0005vorbis") return undefined;
  const bit = (at: number): number => ((setup[at >> 3] ?? 0) >> (at & 7)) & 1;
  const bits = (at: number, count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index += 1) value |= bit(at + index) << index;
    return value;
  };
  let end = setup.length * 8 - 1;
  while (end > 0 && bit(end) === 0) end -= 1;
  let found: boolean[] | undefined;
  const modes: boolean[] = [];
  for (let at = end - MODE_BITS; at > 6 && modes.length < MOST_MODES; at -= MODE_BITS) {
    const hasZeros = bits(at + 1, 16) === 0 && bits(at + 17, 16) === 0;
    if (!hasZeros || bits(at + 33, 8) >= MOST_MODES) break;
    modes.unshift(bit(at) === 1);
    if (bits(at - 6, 6) === modes.length - 1) found = [...modes];
  }
  return found;
}
