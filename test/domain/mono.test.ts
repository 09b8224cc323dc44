import { describe, expect, it } from "vitest";
import { createMonoMixer, monoBytes, type RawSamples } from "../../src/domain/mono.js";

/** Writes one sample, given as a share of full scale. */
type Write = (bytes: Buffer, at: number, share: number) => void;

const whole = (share: number, bits: number): number =>
  Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(share * 2 ** (bits - 1))));

const FORMATS: [string, Pick<RawSamples, "kind" | "bytes" | "swapped">, Write][] = [
  [
    "8 bits",
    { kind: "unsigned", bytes: 1, swapped: false },
    (b, at, s) => b.writeUInt8(whole(s, 8) + 128, at),
  ],
  ["16 bits", { kind: "signed", bytes: 2, swapped: false }, (b, at, s) => b.writeInt16LE(whole(s, 16), at)],
  [
    "16 bits, swapped",
    { kind: "signed", bytes: 2, swapped: true },
    (b, at, s) => b.writeInt16BE(whole(s, 16), at),
  ],
  ["24 bits", { kind: "signed", bytes: 3, swapped: false }, (b, at, s) => b.writeIntLE(whole(s, 24), at, 3)],
  [
    "24 bits, swapped",
    { kind: "signed", bytes: 3, swapped: true },
    (b, at, s) => b.writeIntBE(whole(s, 24), at, 3),
  ],
  ["32 bits", { kind: "signed", bytes: 4, swapped: false }, (b, at, s) => b.writeInt32LE(whole(s, 32), at)],
  [
    "32 bits, swapped",
    { kind: "signed", bytes: 4, swapped: true },
    (b, at, s) => b.writeInt32BE(whole(s, 32), at),
  ],
  ["floating point", { kind: "float", bytes: 4, swapped: false }, (b, at, s) => b.writeFloatLE(s, at)],
  ["double, swapped", { kind: "float", bytes: 8, swapped: true }, (b, at, s) => b.writeDoubleBE(s, at)],
];

/** What is heard in a channel at a frame: no two alike. */
const share = (frame: number, channel: number): number => 0.9 * Math.sin(frame * 0.7 + channel * 2.1);
const FRAMES = 500;

function mixed(bytes: Buffer, samples: RawSamples, blockBytes: number): number[] {
  const mix = createMonoMixer(samples);
  const mono: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += blockBytes)
    mono.push(Buffer.from(mix(bytes.subarray(at, at + blockBytes))));
  const joined = Buffer.concat(mono);
  expect(joined.length).toBe(monoBytes({ from: 0, to: bytes.length, ...samples }));
  return Array.from({ length: joined.length / 2 }, (_, index) => joined.readInt16LE(index * 2));
}

describe.each(FORMATS)("raw samples of %s", (_, format, write) => {
  it.each([
    [1, undefined],
    [2, undefined],
    [2, 1],
    [6, undefined],
    [6, 4],
  ])("in %i channels become one channel of 16 bits (channel %s)", (channels, channel) => {
    const bytes = Buffer.alloc(FRAMES * channels * format.bytes);
    for (let frame = 0; frame < FRAMES; frame += 1)
      for (let each = 0; each < channels; each += 1)
        write(bytes, (frame * channels + each) * format.bytes, share(frame, each));
    const wanted = channel === undefined ? Array.from({ length: channels }, (__, each) => each) : [channel];
    // What is written here is rounded, what is mixed is rounded down.
    const tolerance = format.bytes === 1 ? 130 : 2;
    for (const blockBytes of [bytes.length, 1_001, 7]) {
      const mono = mixed(bytes, { ...format, channels, channel }, blockBytes);
      expect(mono).toHaveLength(FRAMES);
      for (const [frame, sample] of mono.entries()) {
        const mean = wanted.reduce((sum, each) => sum + share(frame, each), 0) / wanted.length;
        expect(Math.abs(sample - mean * 2 ** 15)).toBeLessThanOrEqual(tolerance);
      }
    }
  });
});

describe.each(FORMATS)(
  "raw samples of %s at twice to four times the rate that is needed",
  (_, format, write) => {
    it.each([
      [1, undefined, 2],
      [2, undefined, 2],
      [2, undefined, 4],
      [2, 1, 2],
      [6, undefined, 3],
    ])("in %i channels (channel %s) become one sample of %i frames", (channels, channel, framesPerSample) => {
      const frames = FRAMES * framesPerSample;
      const slowly = (frame: number, each: number): number => share(frame / 20, each);
      const bytes = Buffer.alloc(frames * channels * format.bytes + 1);
      for (let frame = 0; frame < frames; frame += 1)
        for (let each = 0; each < channels; each += 1)
          write(bytes, (frame * channels + each) * format.bytes, slowly(frame, each));
      const wanted = channel === undefined ? Array.from({ length: channels }, (__, each) => each) : [channel];
      for (const blockBytes of [bytes.length, 1_001]) {
        const mono = mixed(bytes, { ...format, channels, channel, framesPerSample }, blockBytes);
        expect(mono).toHaveLength(FRAMES);
        for (const [index, sample] of mono.entries()) {
          const middle = index * framesPerSample + Math.floor(framesPerSample / 2) / 2;
          const mean = wanted.reduce((sum, each) => sum + slowly(middle, each), 0) / wanted.length;
          expect(Math.abs(sample - mean * 2 ** 15)).toBeLessThanOrEqual(200);
        }
      }
    });
  },
);

it("what is louder than full scale is as loud as can be, and what is no number is silence", () => {
  const bytes = Buffer.alloc(16);
  [3, -3, Number.NaN, 0.5].forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  const samples: RawSamples = { kind: "float", bytes: 4, swapped: false, channels: 1 };
  expect(mixed(bytes, samples, 16)).toEqual([32_767, -32_768, 0, 16_384]);
});

it("a frame that is cut off at the end is left out", () => {
  const samples: RawSamples = { kind: "signed", bytes: 3, swapped: false, channels: 2 };
  expect(mixed(Buffer.alloc(6 * 3 + 5), samples, 4)).toHaveLength(3);
});
