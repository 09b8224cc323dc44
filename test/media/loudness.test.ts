import { expect, describe, test } from "vitest";
import { createMeter } from "../../src/media/loudness.js";
import { randomNumbers } from "../support/random-numbers.js";

const RATES = [6_000, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000];
const SECONDS = 1;

const tone = (hertz: number, rate: number): Float32Array =>
  Float32Array.from(
    { length: rate * SECONDS },
    (_, index) => 10_000 * Math.sin((2 * Math.PI * hertz * index) / rate),
  );

function measured(samples: Float32Array, rate: number) {
  const meter = createMeter(rate);
  meter.add(samples);
  return meter.loudness(0);
}

const median = (values: Float32Array): number => values.toSorted()[values.length >> 1] ?? NaN;

describe.each(RATES)("at %i samples a second", (rate) => {
  test.each([150, 440, 1_000, 2_000])("a tone of %i Hz is as loud and as bright as it is", (hertz) => {
    const { levels, brightness } = measured(tone(hertz, rate), rate);
    expect(levels).toHaveLength(100);
    expect(brightness).toHaveLength(100);
    expect(median(levels)).toBeCloseTo(20 * Math.log10(10_000 / 32_768) - 3, 0);
    expect(median(brightness) / hertz).toBeGreaterThan(0.93);
    expect(median(brightness) / hertz).toBeLessThan(1.07);
  });

  test("an offset is no sound, and says nothing of the brightness", () => {
    const offset = tone(440, rate).map((sample) => sample + 5_000);
    expect(median(measured(offset, rate).brightness) / 440).toBeCloseTo(1, 1);
    const { levels, brightness } = measured(new Float32Array(rate).fill(5_000), rate);
    expect(Math.max(...levels)).toBe(-90);
    expect(Math.max(...brightness)).toBe(0);
  });

  test("it does not matter how the samples are divided", () => {
    const random = randomNumbers(3);
    const samples = Float32Array.from({ length: rate * SECONDS }, () => 10_000 * (random() - 0.5));
    const meter = createMeter(rate);
    for (let at = 0; at < samples.length;) {
      const length = Math.floor(200 * random());
      meter.add(samples.subarray(at, at + length));
      at += length;
    }
    expect(meter.loudness(3, 20)).toEqual({
      startSeconds: 3,
      levels: measured(samples, rate).levels.subarray(20),
      brightness: measured(samples, rate).brightness.subarray(20),
    });
  });
});

test("noise up to 16 kHz is as bright at a high rate as at half of it", () => {
  const random = randomNumbers(4);
  const samples = Float32Array.from({ length: 48_000 }, () => 10_000 * (random() - 0.5));
  const halved = samples.filter((_, index) => index % 2 === 0);
  const [high, low] = [measured(samples, 48_000), measured(halved, 24_000)].map(({ brightness }) =>
    median(brightness),
  );
  expect((high ?? 0) / (low ?? 0)).toBeCloseTo(1, 1);
});
