/** Large enough that a block costs more than what is done once for each, small enough to have two for every reader. */
export const BLOCK_BYTES = 128 * 1024;
/** So many unused ones are kept: what two dozen readers need at once. */
const MOST_FREE = 48;

const free: Buffer[] = [];

/** Memory to read into, with whatever it held before. */
export function takeBlock(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** The blocks may be used for something else from now on. */
export function giveBlocks(blocks: readonly Buffer[]): void {
  for (const block of blocks) if (free.length < MOST_FREE) free.push(block);
}
