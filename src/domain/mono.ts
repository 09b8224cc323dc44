import { sampleReader, type SampleFormat } from "./raw-samples.js";

/** Raw samples, of which one channel is wanted: that of `channel`, or the mean of all. */
export interface RawSamples extends SampleFormat {
  channels: number;
  channel?: number | undefined;
}

export const MONO_BYTES = 2;
const MOST = 2 ** 15 - 1;

/** How many bytes `createMonoMixer` makes of so many. */
export function monoBytes(rawBytes: number, { bytes, channels }: RawSamples): number {
  return Math.floor(rawBytes / (bytes * channels)) * MONO_BYTES;
}

/**
 * Makes 16-bit samples of one channel, little end first, of raw ones as they come, wherever those are divided. What it gives
 * is good until it is called again. The mean of all channels loses none of them, whatever each of them is.
 */
export function createMonoMixer(samples: RawSamples): (bytes: Uint8Array) => Uint8Array {
  const frameBytes = samples.bytes * samples.channels;
  const mix = mixerOf(samples);
  let rest = new Uint8Array(0);
  let mono = new Int16Array(0);
  return (bytes) => {
    const input = rest.length === 0 ? bytes : joined(rest, bytes);
    const frames = Math.floor(input.length / frameBytes);
    if (mono.length < frames) mono = new Int16Array(frames);
    mix(input, mono, frames);
    // A copy, which a Buffer's own slice is not: the block may be used again.
    rest = new Uint8Array(input.subarray(frames * frameBytes));
    return new Uint8Array(mono.buffer, 0, frames * MONO_BYTES);
  };
}

type Mix = (bytes: Uint8Array, mono: Int16Array, frames: number) => void;

function mixerOf(samples: RawSamples): Mix {
  const { kind, bytes, channels, channel } = samples;
  const isWide = kind === "signed" && bytes <= 4;
  if (!isWide) return anyMixer(samples);
  if (channel !== undefined || channels === 1) return pickingMixer(samples, channel ?? 0);
  return channels === 2 ? stereoMixer(samples) : anyMixer(samples);
}

/** Where in a sample its two upper bytes are. */
function upperBytes({ bytes, swapped }: RawSamples): { high: number; low: number } {
  return swapped ? { high: 0, low: 1 } : { high: bytes - 1, low: bytes - 2 };
}

function pickingMixer(samples: RawSamples, channel: number): Mix {
  const frameBytes = samples.bytes * samples.channels;
  const { high, low } = upperBytes(samples);
  return (bytes, mono, frames) => {
    for (let frame = 0, at = channel * samples.bytes; frame < frames; frame += 1, at += frameBytes)
      mono[frame] = ((bytes[at + high] ?? 0) << 8) | (bytes[at + low] ?? 0);
  };
}

/** What nearly all recordings of several channels are; written out, since it takes a third of what the general way takes. */
function stereoMixer(samples: RawSamples): Mix {
  const frameBytes = 2 * samples.bytes;
  const { high, low } = upperBytes(samples);
  const [nextHigh, nextLow] = [high + samples.bytes, low + samples.bytes];
  return (bytes, mono, frames) => {
    for (let frame = 0, at = 0; frame < frames; frame += 1, at += frameBytes) {
      const left = (((bytes[at + high] ?? 0) << 24) | ((bytes[at + low] ?? 0) << 16)) >> 16;
      const right = (((bytes[at + nextHigh] ?? 0) << 24) | ((bytes[at + nextLow] ?? 0) << 16)) >> 16;
      mono[frame] = (left + right) >> 1;
    }
  };
}

function anyMixer(samples: RawSamples): Mix {
  const { bytes: width, channels, channel } = samples;
  const read = sampleReader(samples);
  const frameBytes = width * channels;
  const [first, count] = channel === undefined ? [0, channels] : [channel, 1];
  return (bytes, mono, frames) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let frame = 0; frame < frames; frame += 1) {
      let at = frame * frameBytes + first * width;
      let sum = 0;
      for (let taken = 0; taken < count; taken += 1, at += width) sum += read(view, at);
      // Samples of floating-point files may be louder than full scale.
      mono[frame] = Math.max(-MOST - 1, Math.min(MOST, Math.round(sum / count)));
    }
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
