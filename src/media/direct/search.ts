/** The last of ascending values that is not above `value`; the first where all are. */
export function lastNotAbove(value: number, ascending: ArrayLike<number>, count = ascending.length): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
