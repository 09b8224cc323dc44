import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMp3 } from "../../../src/media/direct/mp3/mp3.js";
import { openDirectly } from "../../../src/media/direct/readers.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";
import { ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const DURATION_SECONDS = 24;
const BARE = ["-write_xing", "0", "-id3v2_version", "0"];
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-mp3-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, 44_100), 44_100);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), ...args, at(name));

describe("times are exact in", () => {
  test.each<{ name: string; args: string[] }>([
    { name: "constant.mp3", args: ["-b:a", "128k"] },
    { name: "constant without a header.mp3", args: ["-b:a", "128k", ...BARE] },
    { name: "32 kbit, all reservoir.mp3", args: ["-b:a", "32k"] },
    { name: "variable.mp3", args: ["-q:a", "5"] },
    { name: "variable without an index.mp3", args: ["-q:a", "2", ...BARE] },
    { name: "average.mp3", args: ["-abr", "1", "-b:a", "96k"] },
    { name: "stereo.mp3", args: ["-ac", "2", "-ar", "48000", "-q:a", "4"] },
    { name: "16 kHz.mp3", args: ["-ar", "16000", "-b:a", "32k"] },
    { name: "8 kHz.mp3", args: ["-ar", "8000", "-b:a", "16k"] },
  ])("$name", async ({ name, args }) => {
    await encode(name, ...args);
    const { info } = await expectExactPieces(openMp3, at(name), { durationSeconds: DURATION_SECONDS });
    expect(info).toMatchObject({ codec: "mp3", container: "mp3" });
    expect(info.claimedSeconds).toBeUndefined();
  });

  test("one with a tag before and a tag behind", async () => {
    await encode("plain.mp3", "-q:a", "5", "-id3v2_version", "0");
    const tag = Buffer.concat([
      Buffer.from("ID3\x03\0\0\0\0\x10\0", "latin1"),
      Buffer.alloc(2048, "\xff\xfb\x90"),
    ]);
    const behind = Buffer.alloc(128, "TAG");
    await writeFile(at("tagged.mp3"), Buffer.concat([tag, await readFile(at("plain.mp3")), behind]));
    await expectExactPieces(openMp3, at("tagged.mp3"), { durationSeconds: DURATION_SECONDS });
  });
});

describe("what lies between frames", () => {
  test("is left out of pieces, and takes no time", async () => {
    await encode("whole.mp3", "-b:a", "64k");
    const bytes = await readFile(at("whole.mp3"));
    const middle = bytes.length >> 1;
    const junk = Buffer.from(
      "no sound at all, \xff\xfb\x90 but some of it looks like it ".repeat(40),
      "latin1",
    );
    await writeFile(at("junk.mp3"), Buffer.concat([bytes.subarray(0, middle), junk, bytes.subarray(middle)]));
    const direct = await open(openMp3, at("junk.mp3"));
    // The frame that the junk lies in is not whole.
    expect(direct?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS, 0);
    const piece = await direct?.piece({ start: 5, end: 20 });
    expect(piece?.content).toHaveLength(2);
  });

  test("may be the tags of another file of the same kind", async () => {
    await encode("first.mp3", "-b:a", "64k");
    await writeFile(at("twice.mp3"), await readFile(at("first.mp3")));
    await appendFile(at("twice.mp3"), await readFile(at("first.mp3")));
    const direct = await open(openMp3, at("twice.mp3"));
    expect(direct?.info.durationSeconds).toBeGreaterThan(2 * DURATION_SECONDS - 0.1);
    expect(direct?.info.durationSeconds).toBeLessThan(2 * DURATION_SECONDS + 0.2);
  });
});

describe("a file that breaks off", () => {
  test("is as long as what is there and says what it claims", async () => {
    await encode("broken.mp3", "-q:a", "5");
    await truncate(at("broken.mp3"), Math.floor((await stat(at("broken.mp3"))).size * 0.6));
    const direct = await open(openMp3, at("broken.mp3"));
    expect(direct?.info.durationSeconds).toBeGreaterThan(DURATION_SECONDS * 0.5);
    expect(direct?.info.durationSeconds).toBeLessThan(DURATION_SECONDS * 0.7);
    expect(direct?.info.claimedSeconds).toBeCloseTo(DURATION_SECONDS, 0);
  });

  test("is not one whose header lies about the number of frames alone", async () => {
    await encode("lie.mp3", "-q:a", "5");
    const bytes = await readFile(at("lie.mp3"));
    const xing = bytes.indexOf("Xing", 0, "latin1");
    bytes.writeUInt32BE(bytes.readUInt32BE(xing + 8) * 10, xing + 8);
    await writeFile(at("lie.mp3"), bytes);
    const direct = await open(openMp3, at("lie.mp3"));
    expect(direct?.info.claimedSeconds).toBeUndefined();
  });
});

describe("left to ffmpeg is", () => {
  test.each<{ name: string; make: (path: string) => Promise<void> }>([
    { name: "a WAV", make: async (path) => writeFile(path, await readFile(at("a.wav"))) },
    { name: "layer II", make: (path) => ffmpeg("-i", at("a.wav"), "-c:a", "mp2", "-f", "mp2", path) },
    { name: "AAC", make: (path) => ffmpeg("-i", at("a.wav"), "-c:a", "aac", "-f", "adts", path) },
    { name: "nothing", make: (path) => writeFile(path, "") },
    { name: "zeros", make: (path) => writeFile(path, Buffer.alloc(1_000_000)) },
  ])("$name", async ({ name, make }) => {
    await make(at(`left ${name}`));
    expect(await open(openMp3, at(`left ${name}`))).toBeUndefined();
  });
});

test("frames at another sample rate are a recording of their own", async () => {
  await encode("fast.mp3", "-ar", "44100");
  await encode("slow.mp3", "-ar", "32000");
  const [fast, slow] = [await readFile(at("fast.mp3")), await readFile(at("slow.mp3"))];
  await writeFile(at("rates.mp3"), Buffer.concat([fast, slow]));
  const opened = await openDirectly(await openLocalRecording(at("rates.mp3")), new AbortController().signal);
  const links = opened !== undefined && "links" in opened ? opened.links : [];
  expect(links.map(({ from, direct }) => [from, direct?.info.sampleRate])).toEqual([
    [0, 44_100],
    [expect.closeTo(fast.length, -2), 32_000],
  ]);
  for (const { direct } of links) expect(direct?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS, 3);
});
