/** Of powers, of which 1 is full scale; silence has -120. */
export function inDecibels(powers: Float64Array): Float32Array {
  return Float32Array.from(powers, (power) => 10 * Math.log10(Math.max(1e-12, power)));
}
