/** What became of one word: both indices where the two texts have a word there, one where only one of them has. */
export interface Step {
  expected?: number;
  heard?: number;
}

/** Texts that differ by less than this many words in a row are aligned as well as can be. */
const BAND_WORDS = 200;

const [BOTH, EXPECTED_ONLY, HEARD_ONLY] = [0, 1, 2];

/**
 * The fewest changes that turn one row of words into the other, in order. Only a band around the diagonal is looked at,
 * so that hours of speech fit into memory.
 */
export function align(expected: readonly string[], heard: readonly string[]): Step[] {
  const [rows, columns] = [expected.length, heard.length];
  const band = BAND_WORDS + Math.abs(rows - columns);
  const width = 2 * band + 1;
  const moves = new Uint8Array((rows + 1) * width);
  let above = new Float64Array(width).fill(Infinity);
  for (let row = 0; row <= rows; row += 1) {
    const costs = new Float64Array(width).fill(Infinity);
    for (let column = Math.max(0, row - band); column <= Math.min(columns, row + band); column += 1) {
      // The cell diagonally above has the same place in its row, the one straight above the next.
      const place = column - row + band;
      const isSame = row > 0 && column > 0 && expected[row - 1] === heard[column - 1];
      const both = row > 0 && column > 0 ? (above[place] ?? Infinity) + (isSame ? 0 : 1) : Infinity;
      const expectedOnly = row > 0 ? (above[place + 1] ?? Infinity) + 1 : Infinity;
      const heardOnly = column > 0 ? (costs[place - 1] ?? Infinity) + 1 : Infinity;
      const least = row + column === 0 ? 0 : Math.min(both, expectedOnly, heardOnly);
      costs[place] = least;
      moves[row * width + place] =
        least === both ? BOTH : least === expectedOnly ? EXPECTED_ONLY : HEARD_ONLY;
    }
    above = costs;
  }
  return walkBack(rows, columns, (row, column) => moves[row * width + column - row + band]);
}

function walkBack(
  rows: number,
  columns: number,
  moveAt: (row: number, column: number) => number | undefined,
): Step[] {
  const steps: Step[] = [];
  for (let [row, column] = [rows, columns]; row > 0 || column > 0;) {
    const move = moveAt(row, column);
    if (move !== HEARD_ONLY) row -= 1;
    if (move !== EXPECTED_ONLY) column -= 1;
    steps.push({
      ...(move !== HEARD_ONLY && { expected: row }),
      ...(move !== EXPECTED_ONLY && { heard: column }),
    });
  }
  return steps.reverse();
}
