import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDirectly } from "../../src/media/direct/readers.js";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import type { RecordingBytes } from "../../src/media/port.js";
import { ffmpeg, ffmpegPath } from "./ffmpeg.js";
import { phrases, writeWav } from "./sound.js";

/*
 * What may follow a recording in the same file; `cut.test.ts` has what becomes of the times of recordings that do.
 */
const FIRST_SECONDS = 3;
const SECOND_SECONDS = 4.4;
const never = new AbortController().signal;
const media = createMediaTools({ ffmpegPath });
let folder = "";
const at = (name: string): string => join(folder, name);

const KINDS: { extension: string; args: string[] }[] = [
  { extension: "wav", args: [] },
  { extension: "w64", args: [] },
  { extension: "aiff", args: [] },
  { extension: "caf", args: ["-c:a", "pcm_s16be"] },
  { extension: "flac", args: [] },
  { extension: "m4a", args: [] },
  { extension: "mp4", args: ["-movflags", "+empty_moov"] },
  { extension: "webm", args: ["-c:a", "libopus", "-live", "1"] },
  { extension: "mkv", args: ["-c:a", "aac", "-live", "1"] },
  { extension: "wma", args: ["-c:a", "wmav2"] },
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-rest-"));
  await writeWav(at("a.wav"), phrases(FIRST_SECONDS + SECOND_SECONDS, 16_000), 16_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(extension: string, args: readonly string[]): Promise<[Buffer, Buffer]> {
  const first = at(`first.${extension}`);
  const second = at(`second.${extension}`);
  const rest = ["-ss", String(FIRST_SECONDS)];
  await ffmpeg("-i", at("a.wav"), "-t", String(FIRST_SECONDS), ...args, first);
  await ffmpeg("-i", at("a.wav"), ...rest, ...args, "-ac", "2", second);
  return [await readFile(first), await readFile(second)];
}

async function written(name: string, ...parts: Buffer[]): Promise<RecordingBytes> {
  await writeFile(at(name), Buffer.concat(parts));
  return openLocalRecording(at(name));
}

describe("recordings one behind the other", () => {
  test.each(KINDS)("are heard to the end of the last in $extension", async ({ extension, args }) => {
    const [first, second] = await make(extension, args);
    const lengths = [];
    for (const part of [first, second, first])
      lengths.push((await media.probe(await written(`part.${extension}`, part), never)).durationSeconds);
    const info = await media.probe(await written(`three.${extension}`, first, second, first), never);
    expect(info.durationSeconds).toBeCloseTo(
      lengths.reduce((sum, length) => sum + length),
      2,
    );
    expect(info.claimedSeconds).toBeUndefined();
  });

  test.each(KINDS)("break off where the third cannot be read in $extension", async ({ extension, args }) => {
    const [first, second] = await make(extension, args);
    const broken = Buffer.concat([first.subarray(0, 40), Buffer.alloc(20_000)]);
    const info = await media.probe(await written(`broken.${extension}`, first, second, broken), never);
    expect(Math.abs(info.durationSeconds - FIRST_SECONDS - SECOND_SECONDS)).toBeLessThan(0.15);
    expect(info.claimedSeconds).toBeGreaterThan(info.durationSeconds + 0.1);
  });
});

describe("what stands behind a recording and is none is passed over", () => {
  test.each([
    { extension: "wav", behind: "a chunk", bytes: Buffer.from("LIST\u0004\0\0\0INFO", "latin1") },
    {
      extension: "wav",
      behind: "a chunk of tags",
      bytes: Buffer.from("ID3 \u0004\0\0\0ID3\u0003", "latin1"),
    },
    { extension: "aiff", behind: "a chunk", bytes: Buffer.from("ANNO\0\0\0\u0004note", "latin1") },
    { extension: "caf", behind: "a chunk", bytes: Buffer.from("free\0\0\0\0\0\0\0\u0004note", "latin1") },
    { extension: "m4a", behind: "a box", bytes: Buffer.from("\0\0\0\u000cfreenote", "latin1") },
    { extension: "m4a", behind: "zeros", bytes: Buffer.alloc(3_000) },
    { extension: "flac", behind: "a tag", bytes: Buffer.from("TAG".padEnd(128, "x"), "latin1") },
    { extension: "webm", behind: "an element", bytes: Buffer.from("ec84aaaaaaaa", "hex") },
    { extension: "wma", behind: "zeros", bytes: Buffer.alloc(3_000) },
  ])("$behind behind $extension", async ({ extension, bytes }) => {
    const { args = [] } = KINDS.find((kind) => kind.extension === extension) ?? {};
    const [first] = await make(extension, args);
    const alone = await media.probe(await written(`alone.${extension}`, first), never);
    const followed = await written(`followed.${extension}`, first, bytes);
    expect(await media.probe(followed, never)).toEqual(alone);
    const opened = await openDirectly(followed, never);
    expect(opened === undefined || "info" in opened).toBe(true);
  });
});

describe("a recording alone", () => {
  test.each(KINDS.slice(0, 6))(
    "is not read through to know that in $extension",
    async ({ extension, args }) => {
      const [, second] = await make(extension, args);
      const recording = await written(`single.${extension}`, second);
      const opened = await openDirectly(
        {
          ...recording,
          stream: () => {
            throw new Error("It was read through");
          },
        },
        never,
      );
      expect(opened).toHaveProperty("info");
    },
  );
});

test("a wav of an odd number of bytes that is not padded ends where it says", async () => {
  const odd = async (name: string, seconds: number): Promise<Buffer> => {
    const samples = ["-c:a", "pcm_u8", "-ar", "8001", "-t", String(seconds)];
    await ffmpeg("-i", at("a.wav"), ...samples, "-bitexact", at(name));
    const bytes = await readFile(at(name));
    expect(bytes.readUInt32LE(40) % 2).toBe(1);
    return bytes.subarray(0, 44 + bytes.readUInt32LE(40));
  };
  const recording = await written("odd.wav", await odd("one.wav", 1), await odd("two.wav", 3));
  expect((await media.probe(recording, never)).durationSeconds).toBeCloseTo(4, 2);
});
