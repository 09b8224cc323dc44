import { sampleReader, type SampleFormat } from "./raw-samples.js";

/** Raw samples, of which one channel is wanted: that of `channel`, or the mean of all. */
export interface RawSamples extends SampleFormat {
  channels: number;
  channel?: number | undefined;
  /** Of each so many frames a single sample is made; absent where each is one. */
  framesPerSample?: number | undefined;
}

export const MONO_BYTES = 2;
const MOST = 2 ** 15 - 1;

/** How many bytes `createMonoMixer` makes of a range. */
export function monoBytes({ from, to, ...samples }: RawSamples & { from: number; to: number }): number {
  return Math.floor((to - from) / groupBytes(samples)) * MONO_BYTES;
}

/** Bytes of which one sample is made. */
function groupBytes({ bytes, channels, framesPerSample = 1 }: RawSamples): number {
  return bytes * channels * framesPerSample;
}

/**
 * Makes 16-bit samples of one channel, little end first, of raw ones as they come, wherever those are divided. What it gives
 * is good until it is called again. The mean of all channels loses none of them, whatever each of them is.
 */
export function createMonoMixer(samples: RawSamples): (bytes: Uint8Array) => Uint8Array {
  const stride = groupBytes(samples);
  const mix = mixerOf(samples);
  let rest = new Uint8Array(0);
  let mono = new Int16Array(0);
  return (bytes) => {
    const input = rest.length === 0 ? bytes : joined(rest, bytes);
    const count = Math.floor(input.length / stride);
    if (mono.length < count) mono = new Int16Array(count);
    mix(new DataView(input.buffer, input.byteOffset, input.length), mono, count);
    // A copy, which a Buffer's own slice is not: the block may be used again.
    rest = new Uint8Array(input.subarray(count * stride));
    return new Uint8Array(mono.buffer, 0, count * MONO_BYTES);
  };
}

type Mix = (view: DataView, mono: Int16Array, count: number) => void;

function mixerOf(samples: RawSamples): Mix {
  const { kind, bytes } = samples;
  const offsets = offsetsOf(samples);
  const stride = groupBytes(samples);
  if (kind === "signed") return wholeMixer(samples, offsets, stride);
  return kind === "float" && bytes === 4
    ? floatMixer(samples, offsets, stride)
    : anyMixer(samples, offsets, stride);
}

/**
 * Where in each group of frames the numbers lie of which one sample is the mean: those of its first frame and of the one in
 * its middle, which cancel out what lies between half of the lower rate and all of it, nearest to it most.
 */
function offsetsOf({ bytes, channels, channel, framesPerSample = 1 }: RawSamples): number[] {
  const frames = framesPerSample === 1 ? [0] : [0, Math.floor(framesPerSample / 2)];
  const wanted = channel === undefined ? Array.from({ length: channels }, (_, each) => each) : [channel];
  return frames.flatMap((frame) => wanted.map((each) => (frame * channels + each) * bytes));
}

/*
 * What nearly all recordings hold is written out: one and two channels, 5.1, and two channels at 96 and 192 kHz. A loop within
 * the loop takes three times as long, a call for each number seven times. A number alone is the mean of it and itself.
 */

/** Of whole numbers the two upper bytes are enough to hear by. */
function wholeMixer({ bytes, swapped }: RawSamples, numbersAt: readonly number[], stride: number): Mix {
  const le = !swapped;
  const offsets = numbersAt.map((at) => at + (swapped ? 0 : bytes - 2));
  const [a = 0, b = a, c = 0, d = 0, e = 0, f = 0] = offsets;
  if (offsets.length <= 2)
    return (view, mono, count) => {
      for (let index = 0, at = 0; index < count; index += 1, at += stride)
        mono[index] = (view.getInt16(at + a, le) + view.getInt16(at + b, le)) >> 1;
    };
  if (offsets.length === 4)
    return (view, mono, count) => {
      for (let index = 0, at = 0; index < count; index += 1, at += stride) {
        const first = view.getInt16(at + a, le) + view.getInt16(at + b, le);
        mono[index] = (first + view.getInt16(at + c, le) + view.getInt16(at + d, le)) >> 2;
      }
    };
  if (offsets.length === 6)
    return (view, mono, count) => {
      for (let index = 0, at = 0; index < count; index += 1, at += stride) {
        const first = view.getInt16(at + a, le) + view.getInt16(at + b, le) + view.getInt16(at + c, le);
        const last = view.getInt16(at + d, le) + view.getInt16(at + e, le) + view.getInt16(at + f, le);
        mono[index] = Math.floor((first + last) / 6);
      }
    };
  return (view, mono, count) => {
    for (let index = 0, at = 0; index < count; index += 1, at += stride) {
      let sum = 0;
      for (const offset of offsets) sum += view.getInt16(at + offset, le);
      mono[index] = Math.floor(sum / offsets.length);
    }
  };
}

function floatMixer({ swapped }: RawSamples, offsets: readonly number[], stride: number): Mix {
  const le = !swapped;
  const [a = 0, b = a] = offsets;
  if (offsets.length <= 2)
    return (view, mono, count) => {
      const scale = (MOST + 1) / 2;
      for (let index = 0, at = 0; index < count; index += 1, at += stride)
        mono[index] = withinRange((view.getFloat32(at + a, le) + view.getFloat32(at + b, le)) * scale);
    };
  const scale = (MOST + 1) / offsets.length;
  return (view, mono, count) => {
    for (let index = 0, at = 0; index < count; index += 1, at += stride) {
      let sum = 0;
      for (const offset of offsets) sum += view.getFloat32(at + offset, le);
      mono[index] = withinRange(sum * scale);
    }
  };
}

function anyMixer(samples: RawSamples, offsets: readonly number[], stride: number): Mix {
  const read = sampleReader(samples);
  return (view, mono, count) => {
    for (let index = 0, at = 0; index < count; index += 1, at += stride) {
      let sum = 0;
      for (const offset of offsets) sum += read(view, at + offset);
      mono[index] = withinRange(sum / offsets.length);
    }
  };
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
