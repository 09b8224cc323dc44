import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { speechLikeSpans } from "../../src/domain/speech-like.js";
import { totalSeconds } from "../../src/domain/spans.js";
import { createMeter } from "../../src/media/loudness.js";
import { hear } from "../media/ffmpeg.js";
import { randomNumbers } from "../support/random-numbers.js";

const RATE = 16_000;
const SECONDS = 10;
const SPEECH = new URL("../../../shared/speech", import.meta.url).pathname;
const SAMPLE = new URL("../../samples/first-entry.flac", import.meta.url).pathname;

/** Share of the time that is taken for speech, of samples between -1 and 1. */
function speechShare(samples: Float32Array, rate = RATE): number {
  const meter = createMeter(rate);
  meter.add(samples.map((sample) => sample * 32_767));
  const spans = speechLikeSpans(meter.loudness(100));
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(100);
    expect(end).toBeLessThanOrEqual(100 + samples.length / rate + 0.01);
  }
  return totalSeconds(spans) / (samples.length / rate);
}

const random = randomNumbers(5);
const sound = (at: (seconds: number) => number): Float32Array =>
  Float32Array.from({ length: RATE * SECONDS }, (_, index) => at(index / RATE));
/** Normally distributed. */
const noise = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
const tone = (hertz: number, seconds: number): number => Math.sin(2 * Math.PI * hertz * seconds);

function pinkNoise(): Float32Array {
  const poles = [0.997, 0.985, 0.95, 0.85];
  const states = poles.map(() => 0);
  return sound(() => {
    const white = noise();
    poles.forEach(
      (pole, index) => (states[index] = pole * (states[index] ?? 0) + white * Math.sqrt(1 - pole)),
    );
    return 0.03 * states.reduce((sum, state) => sum + state, 0);
  });
}

function applause(clapsASecond: number): Float32Array {
  const samples = new Float32Array(RATE * SECONDS);
  for (let clap = 0; clap < clapsASecond * SECONDS; clap += 1) {
    const first = Math.floor(random() * samples.length);
    const loudness = 0.02 + 0.06 * random();
    const decay = (0.004 + 0.02 * random()) * RATE;
    for (let index = 0; index < 1600 && first + index < samples.length; index += 1)
      samples[first + index] = (samples[first + index] ?? 0) + loudness * noise() * Math.exp(-index / decay);
  }
  return samples;
}

/** Something struck so many times a second, that dies away in `decaySeconds`. */
const struck = (timesASecond: number, decaySeconds: number): Float32Array =>
  sound(
    (seconds) => 0.4 * noise() * Math.exp(-(seconds % (1 / timesASecond)) / decaySeconds) + 1e-4 * noise(),
  );

const chord = (base: number, seconds: number): number =>
  0.1 * (tone(base, seconds) + tone(base * 1.26, seconds) + tone(base * 1.5, seconds));

/** Swings so many times a second, as far as a voice does. */
const pulse = (timesASecond: number, seconds: number): number => 0.55 + 0.45 * tone(timesASecond, seconds);

/** Notes of four harmonics, so many a second, that die away in `decaySeconds`, some sooner than others. */
function melody(notesASecond: number, decaySeconds: number): Float32Array {
  const notes = Array.from({ length: Math.ceil(notesASecond * SECONDS) }, () => ({
    hertz: 262 * 2 ** (Math.floor(12 * random()) / 12),
    loudness: 0.1 + 0.2 * random(),
  }));
  return sound((seconds) => {
    const { hertz = 0, loudness = 0 } = notes[Math.floor(seconds * notesASecond)] ?? {};
    const since = seconds % (1 / notesASecond);
    const harmonics = [1, 2, 3, 4].map(
      (times) =>
        (tone(hertz * times, seconds) / times) * Math.exp((-since * Math.sqrt(times)) / decaySeconds),
    );
    const struckIn = Math.min(1, since / 0.005);
    return loudness * struckIn * harmonics.reduce((sum, harmonic) => sum + harmonic, 0) + 1e-4 * noise();
  });
}

/** Frequency that rises and falls by `share` of itself. */
const wavering = (hertz: number, share: number, timesASecond: number, seconds: number): number =>
  Math.sin(
    2 * Math.PI * hertz * seconds -
      ((share * hertz) / timesASecond) * Math.cos(2 * Math.PI * timesASecond * seconds),
  );

/** Sounds as long, bright and slow to begin as syllables, at these seconds. */
function syllables(starts: readonly number[], isSame: boolean): Float32Array {
  const kinds = starts.map((_, index) => (isSame ? Math.sin(index * 12.9) ** 2 : random()));
  const row = starts.map((start, index) => ({ start, kind: kinds[isSame ? index % 8 : index] ?? 0 }));
  return sound((seconds) => {
    const { start = 0, kind = 0 } = row.findLast((each) => each.start <= seconds) ?? {};
    const since = seconds - start;
    const opened = Math.min(1, since / 0.08) * Math.exp(-Math.max(0, since - 0.15) / 0.04);
    const hertz = 250 + 900 * kind + 700 * Math.sin(Math.PI * Math.min(1, since / 0.25));
    return 1e-4 * noise() + (0.1 + 0.2 * kind) * opened * (tone(hertz, seconds) + tone(140, seconds));
  });
}

test("what comes again bar by bar is music, and what is like it but for that may be speech", () => {
  const eighths = Array.from({ length: 40 }, (_, index) => index * 0.25);
  const uneven = eighths.map((start) => start + 0.14 * random());
  expect(speechShare(syllables(uneven, false))).toBeGreaterThan(0.7);
  expect(speechShare(syllables(eighths, true))).toBe(0);
  const afterSilence = syllables(uneven.slice(20), false);
  afterSilence.fill(0, 0, 5 * RATE);
  expect(speechShare(afterSilence)).toBeGreaterThan(0.3);
});

describe("not taken for speech is", () => {
  test.each<{ name: string; samples: Float32Array }>([
    { name: "silence", samples: sound(() => 0) },
    { name: "a recorder's own noise", samples: sound(() => 3e-4 * noise()) },
    { name: "white noise", samples: sound(() => 0.05 * noise()) },
    { name: "pink noise", samples: pinkNoise() },
    { name: "hum", samples: sound((t) => 0.2 * (tone(50, t) + tone(100, t) / 2 + tone(150, t) / 3)) },
    { name: "a held chord", samples: sound((t) => chord(220, t)) },
    { name: "a chord a second", samples: sound((t) => chord(180 + 40 * (Math.floor(t) % 5), t)) },
    {
      name: "a number that is dialled by tones",
      samples: sound((t) => (t % 0.2 < 0.12 ? 0.15 * (tone(770, t) + tone(1336, t)) : 0) + 3e-4 * noise()),
    },
    { name: "breath", samples: sound((t) => 0.025 * noise() * (1 + tone(0.3, t))) },
    { name: "a crowd's applause", samples: applause(600) },
    { name: "a room's applause", samples: applause(150) },
    { name: "a clock", samples: struck(1, 0.004) },
    { name: "typing", samples: struck(5.3, 0.008) },
    { name: "tapping", samples: struck(4, 0.015) },
    { name: "knocking", samples: struck(3, 0.03) },
    { name: "drumming", samples: struck(4, 0.08) },
    {
      name: "chords with a pulse",
      samples: sound((t) => chord(180 + 40 * (Math.floor(t) % 5), t) * pulse(1.9, t)),
    },
    { name: "a tone that trembles", samples: sound((t) => 0.3 * tone(440, t) * pulse(3.5, t)) },
    { name: "a tone with vibrato", samples: sound((t) => 0.3 * wavering(392, 0.03, 5, t) * pulse(2.6, t)) },
    { name: "a siren", samples: sound((t) => 0.3 * wavering(900, 0.4, 0.3, t) * pulse(3, t)) },
    { name: "a melody of struck notes", samples: melody(3, 0.2) },
    { name: "a slow melody", samples: melody(2, 0.4) },
    { name: "scrubbing", samples: sound((t) => 0.1 * noise() * (0.1 + pulse(3, t) ** 2)) },
    { name: "a bird", samples: sound((t) => 0.2 * wavering(3_500, 0.2, 3.1, t) * pulse(3.1, t)) },
    {
      name: "a telephone that rings",
      samples: sound((t) => 0.2 * (tone(440, t) + tone(480, t)) * Number(t % 0.5 < 0.3)),
    },
  ])("$name", ({ samples }) => {
    expect(speechShare(samples)).toBe(0);
    expect(speechShare(samples.map((sample) => sample / 10))).toBe(0);
  });

  test("nothing at all", () => {
    expect(speechLikeSpans(createMeter(RATE).loudness(0))).toEqual([]);
  });
});

const recordings = [
  SAMPLE,
  ...(existsSync(SPEECH)
    ? readdirSync(SPEECH)
        .filter((name) => /\.(?:wav|flac|mp3)$/.test(name))
        .map((name) => join(SPEECH, name))
    : []),
];

describe("taken for speech is", () => {
  test.each(recordings)("%s", async (path) => {
    const samples = Float32Array.from(await hear(path, RATE), (sample) => sample / 32_768);
    expect(speechShare(samples)).toBeGreaterThan(0.8);
    expect(speechShare(samples.map((sample) => sample * 0.03))).toBeGreaterThan(0.8);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const noisy = samples.map((sample) => sample + noise() * Math.sqrt(power / 10 ** 1.2));
    expect(speechShare(noisy)).toBeGreaterThan(0.7);
  });

  test.each([
    ["on a telephone", "highpass=f=300,lowpass=f=3400,aresample=8000"],
    ["through a wall", "lowpass=f=1500"],
    ["of a child", "aresample=16000,asetrate=21000"],
    ["of a giant", "aresample=16000,asetrate=12800"],
    ["in a hurry", "atempo=1.4"],
    ["with an echo", "aecho=0.8:0.8:31|67|113:0.5|0.4|0.3"],
    ["in a crackling recording", "acrusher=bits=6:mode=lin"],
  ])("a voice %s", async (_, filter) => {
    for (const path of recordings.filter((name) => !name.endsWith(".mp3"))) {
      const samples = Float32Array.from(await hear(path, RATE, filter), (sample) => sample / 32_768);
      expect(speechShare(samples), path).toBeGreaterThan(0.75);
    }
  });

  test.each([8_000, 11_025, 22_050, 44_100, 48_000, 96_000])(
    "a voice at %i samples a second",
    async (rate) => {
      const samples = Float32Array.from(await hear(SAMPLE, rate), (sample) => sample / 32_768);
      expect(speechShare(samples, rate)).toBeGreaterThan(0.8);
    },
  );

  test.skipIf(existsSync(SPEECH))("more, in recordings that are not on this machine", () => undefined);
});
