/** Mean of `width` values around each; at the edges of those there are. */
export function movingAverage(values: Float32Array | Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index += 1)
    sums[index + 1] = (sums[index] ?? 0) + (values[index] ?? 0);
  return Float64Array.from(values, (_, index) => {
    const from = Math.max(0, index - (width >> 1));
    const to = Math.min(values.length, from + width);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}
