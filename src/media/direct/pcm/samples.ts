import { sampleReader } from "../../../domain/raw-samples.js";
import type { PcmLayout } from "./layout.js";

/**
 * Gives every `stride`th of raw frames as samples of one channel: the given one, or the mean of all. Their power is that of
 * all frames.
 */
export function thinned(
  bytes: Buffer,
  { format, channels }: Pick<PcmLayout, "format" | "channels">,
  stride: number,
  channel: number | undefined,
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read = sampleReader(format);
  const frameBytes = format.bytes * channels;
  const samples = new Float32Array(Math.ceil(Math.floor(bytes.length / frameBytes) / stride));
  const [first, count] = channel === undefined ? [0, channels] : [channel, 1];
  for (let index = 0; index < samples.length; index += 1) {
    let at = index * stride * frameBytes + first * format.bytes;
    let sum = 0;
    for (let taken = 0; taken < count; taken += 1, at += format.bytes) sum += read(view, at);
    samples[index] = sum / count;
  }
  return samples;
}
