/** Turns each sample of `width` bytes round, in place: WAV, as pieces are, has the little end first. */
export function swapSamples(bytes: Uint8Array, width: number): void {
  for (let start = 0; start + width <= bytes.length; start += width)
    for (let low = start, high = start + width - 1; low < high; low += 1, high -= 1) {
      const byte = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = byte;
    }
}
