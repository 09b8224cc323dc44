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
    mix(new DataView(input.buffer, input.byteOffset, input.length), mono, frames);
    // A copy, which a Buffer's own slice is not: the block may be used again.
    rest = new Uint8Array(input.subarray(frames * frameBytes));
    return new Uint8Array(mono.buffer, 0, frames * MONO_BYTES);
  };
}

type Mix = (view: DataView, mono: Int16Array, frames: number) => void;

function mixerOf(samples: RawSamples): Mix {
  const { kind, bytes, channels, channel } = samples;
  if (kind === "signed")
    return channels === 2 && channel === undefined ? stereoMixer(samples) : wholeMixer(samples);
  return kind === "float" && bytes === 4 ? floatMixer(samples) : anyMixer(samples);
}

/*
 * The first three read what nearly all recordings hold, and are written out: a call for each sample takes three times as long.
 * Of whole numbers the two upper bytes are enough to hear by.
 */

function upperBytesAt({ bytes, swapped }: RawSamples): number {
  return swapped ? 0 : bytes - 2;
}

function stereoMixer(samples: RawSamples): Mix {
  return (view, mono, frames) => {
    const { bytes: width, swapped } = samples;
    const littleEndFirst = !swapped;
    let left = upperBytesAt(samples);
    for (let frame = 0; frame < frames; frame += 1, left += 2 * width)
      mono[frame] = (view.getInt16(left, littleEndFirst) + view.getInt16(left + width, littleEndFirst)) >> 1;
  };
}

function wholeMixer(samples: RawSamples): Mix {
  return (view, mono, frames) => {
    const { bytes: width, channels, swapped } = samples;
    const { first, count } = wantedOf(samples);
    const littleEndFirst = !swapped;
    const skipped = (channels - count) * width;
    let at = upperBytesAt(samples) + first * width;
    for (let frame = 0; frame < frames; frame += 1, at += skipped) {
      let sum = 0;
      for (let taken = 0; taken < count; taken += 1, at += width) sum += view.getInt16(at, littleEndFirst);
      mono[frame] = Math.floor(sum / count);
    }
  };
}

function floatMixer(samples: RawSamples): Mix {
  return (view, mono, frames) => {
    const { bytes: width, channels, swapped } = samples;
    const { first, count } = wantedOf(samples);
    const littleEndFirst = !swapped;
    const skipped = (channels - count) * width;
    const scale = (MOST + 1) / count;
    let at = first * width;
    for (let frame = 0; frame < frames; frame += 1, at += skipped) {
      let sum = 0;
      for (let taken = 0; taken < count; taken += 1, at += width) sum += view.getFloat32(at, littleEndFirst);
      mono[frame] = withinRange(sum * scale);
    }
  };
}

function anyMixer(samples: RawSamples): Mix {
  const { bytes: width, channels } = samples;
  const { first, count } = wantedOf(samples);
  const read = sampleReader(samples);
  return (view, mono, frames) => {
    for (let frame = 0; frame < frames; frame += 1) {
      let at = (frame * channels + first) * width;
      let sum = 0;
      for (let taken = 0; taken < count; taken += 1, at += width) sum += read(view, at);
      mono[frame] = withinRange(sum / count);
    }
  };
}

function wantedOf({ channels, channel }: RawSamples): { first: number; count: number } {
  return channel === undefined ? { first: 0, count: channels } : { first: channel, count: 1 };
}

/** Samples of floating-point files may be louder than full scale; what is no number becomes 0. */
function withinRange(sample: number): number {
  return sample > MOST ? MOST : sample < -MOST - 1 ? -MOST - 1 : sample;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
