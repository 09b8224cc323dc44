import { mkdtemp, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFlac } from "../../../src/media/direct/flac.js";
import { ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const DURATION_SECONDS = 24;
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-flac-"));
  const sound = phrases(DURATION_SECONDS, 44_100);
  await writeWav(at("a.wav"), sound, 44_100);
  const noise = (index: number): number => ((index * 7_919) % 1_009) / 1_009 - 0.5;
  await writeWav(
    at("noisy.wav"),
    sound.map((sample, index) => sample + 0.02 * noise(index)),
    44_100,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), ...args, at(name));
/** Sound under noise: frames of some kilobytes each, as real recordings have. */
const encodeNoisy = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("noisy.wav"), ...args, at(name));

describe("times are exact in", () => {
  test.each([
    { name: "mono.flac", args: ["-ac", "1"] },
    { name: "noisy stereo.flac", args: ["-ac", "2"] },
    { name: "noisy 96 kHz 24 bits.flac", args: ["-ar", "96000", "-sample_fmt", "s32"] },
    { name: "8 kHz.flac", args: ["-ar", "8000"] },
    { name: "noisy surround.flac", args: ["-ac", "6"] },
    { name: "noisy tiny blocks.flac", args: ["-frame_size", "256"] },
  ])("$name", async ({ name, args }) => {
    await (name.startsWith("noisy") ? encodeNoisy : encode)(name, ...args);
    const { info } = await expectExactPieces(openFlac, at(name), { durationSeconds: DURATION_SECONDS });
    expect(info).toMatchObject({ codec: "flac", container: "flac" });
    expect(info.claimedSeconds).toBeUndefined();
  });
});

test("a piece is one range of the recording behind the stream's description", async () => {
  await encode("range.flac");
  const piece = await (await open(openFlac, at("range.flac")))?.piece({ start: 5, end: 20 });
  expect(piece?.content).toEqual([
    { bytes: expect.any(Buffer) },
    { from: expect.any(Number), to: expect.any(Number) },
  ]);
});

test("a recording that breaks off ends with its last whole frame, and says how long it should be", async () => {
  await encodeNoisy("cut.flac");
  await truncate(at("cut.flac"), Math.floor((await stat(at("cut.flac"))).size * 0.6));
  const { info } = await expectExactPieces(openFlac, at("cut.flac"), {
    durationSeconds: DURATION_SECONDS * 0.6,
    // The pauses are as large as the rest.
    toleranceSeconds: 1,
  });
  expect(info.claimedSeconds).toBeCloseTo(DURATION_SECONDS, 2);
});

test("other files are left to ffmpeg", async () => {
  await encode("other.ogg", "-c:a", "flac");
  await writeFile(at("empty"), "");
  await writeFile(at("text"), "fLaC is what this says.".repeat(1_000));
  for (const name of ["other.ogg", "empty", "text", "a.wav"])
    expect(await open(openFlac, at(name))).toBeUndefined();
});
