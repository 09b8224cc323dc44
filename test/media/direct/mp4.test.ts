import { readFile, stat, truncate, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { box, boxesIn } from "../../../src/media/direct/mp4/boxes.js";
import { openMp4 } from "../../../src/media/direct/mp4.js";
import { ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const DURATION_SECONDS = 24;
/** What ffmpeg's encoder puts before the sound. */
const AAC_LEAD_SAMPLES = 1_024;
let folder = "";
const at = (name: string): string => join(folder, name);
const picture = ["-f", "lavfi", "-i", `testsrc=size=64x64:rate=5:duration=${String(DURATION_SECONDS)}`];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-mp4-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, 44_100), 44_100);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), ...args, at(name));
const film = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg(...picture, "-i", at("a.wav"), "-c:v", "mpeg4", "-c:a", "aac", ...args, at(name));

describe("times are exact in", () => {
  test.each<{ name: string; make: (name: string) => Promise<void> }>([
    { name: "a voice memo.m4a", make: (name) => encode(name, "-b:a", "32k") },
    { name: "index first.m4a", make: (name) => encode(name, "-b:a", "64k", "-movflags", "+faststart") },
    { name: "stereo.m4a", make: (name) => encode(name, "-ac", "2", "-ar", "48000") },
    { name: "surround.m4a", make: (name) => encode(name, "-ac", "6") },
    { name: "8 kHz.m4a", make: (name) => encode(name, "-ar", "8000") },
    { name: "96 kHz.m4a", make: (name) => encode(name, "-ar", "96000") },
    { name: "sound.mov", make: (name) => encode(name, "-c:a", "aac") },
    { name: "sound.3gp", make: (name) => encode(name, "-c:a", "aac", "-ar", "16000") },
    { name: "no edit list.m4a", make: (name) => encode(name, "-use_editlist", "0") },
    { name: "film.mp4", make: (name) => film(name) },
    { name: "film.mov", make: (name) => film(name) },
    { name: "film first.mp4", make: (name) => film(name, "-movflags", "+faststart", "-b:v", "2M") },
    {
      name: "fragmented.mp4",
      make: (name) =>
        encode(name, "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov", "-frag_duration", "1000000"),
    },
    {
      name: "fragmented, offsets from each fragment.mp4",
      make: (name) =>
        encode(name, "-c:a", "aac", "-movflags", "+empty_moov+default_base_moof", "-frag_duration", "500000"),
    },
    {
      name: "fragmented film.mp4",
      make: (name) => film(name, "-movflags", "+frag_keyframe+empty_moov+default_base_moof"),
    },
  ])("$name", async ({ name, make }) => {
    await make(name);
    const { info } = await expectExactPieces(openMp4, at(name), { durationSeconds: DURATION_SECONDS });
    expect(info).toMatchObject({ codec: "aac", container: "mov,mp4,m4a,3gp,3g2,mj2" });
    expect(info.claimedSeconds).toBeUndefined();
  });

  test("files of encoders that tell in a comment alone what they put before the sound", async () => {
    await encode("unedited.m4a", "-ar", "8000", "-use_editlist", "0");
    const unedited = await readFile(at("unedited.m4a"));
    const samples = DURATION_SECONDS * 8_000;
    const trail = mediaUnits(unedited) - AAC_LEAD_SAMPLES - samples;
    await writeFile(at("apple.m4a"), withGapless(unedited, AAC_LEAD_SAMPLES, trail, samples));
    const { info } = await expectExactPieces(openMp4, at("apple.m4a"), { durationSeconds: DURATION_SECONDS });
    expect(info.durationSeconds).toBe(DURATION_SECONDS);
    // Half as long as its samples: what was cut since has kept the comment of the whole.
    await writeFile(at("stale.m4a"), withGapless(unedited, 30_000, trail, samples * 2));
    const stale = await open(openMp4, at("stale.m4a"));
    expect(stale?.info.durationSeconds).toBe(mediaUnits(unedited) / 8_000);
  });

  test("64-bit sizes and offsets", async () => {
    await encode("plain.m4a", "-movflags", "+faststart");
    await writeFile(at("wide.m4a"), widened(await readFile(at("plain.m4a"))));
    await expectExactPieces(openMp4, at("wide.m4a"), { durationSeconds: DURATION_SECONDS });
  });
});

describe("pieces of a recording of sound alone", () => {
  test("are ranges of it with less than a kilobyte of their own", async () => {
    await encode("ranges.m4a");
    const piece = await (await open(openMp4, at("ranges.m4a")))?.piece({ start: 5, end: 20 });
    const own = piece?.content.flatMap((part) => ("bytes" in part ? [part.bytes.length] : [])) ?? [];
    expect(piece?.content.length).toBeLessThan(6);
    expect(own.reduce((sum, length) => sum + length, 0)).toBeLessThan(1_000);
  });
});

describe("a recording whose sound", () => {
  test("begins after the picture keeps the silence before it", async () => {
    await ffmpeg(
      ...picture,
      ...["-itsoffset", "3", "-i", at("a.wav"), "-c:v", "mpeg4", "-c:a", "aac", at("late.mp4")],
    );
    const direct = await open(openMp4, at("late.mp4"));
    expect(direct?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS + 3, 1);
    const piece = await direct?.piece({ start: 0, end: 10 });
    expect(piece?.audioStartSeconds).toBeCloseTo(3, 1);
  });

  test("breaks off is as long as what is there, and says how long it should be", async () => {
    await encode("cut.m4a", "-movflags", "+faststart");
    await truncate(at("cut.m4a"), Math.floor((await stat(at("cut.m4a"))).size * 0.5));
    const direct = await open(openMp4, at("cut.m4a"));
    const { durationSeconds = 0, claimedSeconds } = direct?.info ?? {};
    expect(claimedSeconds).toBeCloseTo(DURATION_SECONDS, 1);
    expect(durationSeconds).toBeGreaterThan(8);
    expect(durationSeconds).toBeLessThan(14);
    const parts = (await direct?.piece({ start: 5, end: durationSeconds }))?.content ?? [];
    const { size } = await stat(at("cut.m4a"));
    expect(parts.every((part) => !("to" in part) || part.to <= size)).toBe(true);
  });

  test("has a header that lies about its length is as long as its packets", async () => {
    await encode("lie.m4a");
    const bytes = await readFile(at("lie.m4a"));
    for (const type of ["mvhd", "mdhd"]) {
      const header = bytes.indexOf(type, 0, "latin1");
      bytes.writeUInt32BE(bytes.readUInt32BE(header + 20) * 10, header + 20);
    }
    await writeFile(at("lie.m4a"), bytes);
    expect((await open(openMp4, at("lie.m4a")))?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS, 1);
  });
});

describe("what is left to ffmpeg", () => {
  test.each<{ name: string; make: (path: string) => Promise<void> }>([
    { name: "lossless sound", make: () => encode("other.m4a", "-c:a", "alac") },
    { name: "PCM", make: () => encode("other.mov", "-c:a", "pcm_s16le") },
    { name: "a film without sound", make: () => ffmpeg(...picture, "-c:v", "mpeg4", at("other.mp4")) },
    { name: "WAV", make: (path) => ffmpeg("-i", at("a.wav"), "-f", "wav", path) },
    { name: "text", make: (path) => writeFile(path, "Dear diary,\n".repeat(2_000)) },
    { name: "nothing", make: (path) => writeFile(path, "") },
    {
      name: "an index that was never written",
      make: async (path) => {
        await encode("whole.m4a");
        await writeFile(path, (await readFile(at("whole.m4a"))).subarray(0, 20_000));
      },
    },
    {
      name: "sound that starts again after a gap",
      make: async (path) => {
        await ffmpeg(
          ...["-i", at("a.wav"), "-af", "aselect='not(between(t,9,12))'", "-c:a", "aac", "-f", "mp4", path],
        );
      },
    },
  ])("$name", async ({ name, make }) => {
    await make(at(name));
    const made = { "lossless sound": "other.m4a", PCM: "other.mov", "a film without sound": "other.mp4" }[
      name
    ];
    expect(await open(openMp4, at(made ?? name))).toBeUndefined();
  });
});

/** Length of its first track. */
function mediaUnits(file: Buffer): number {
  return file.readUInt32BE(file.indexOf("mdhd", 0, "latin1") + 20);
}

/** The same file with the comment of iTunes in its last box, `moov`. */
function withGapless(file: Buffer, lead: number, trail: number, length: number): Buffer {
  const moov = file.lastIndexOf("moov", undefined, "latin1") - 4;
  const hex = (value: number, digits: number): string =>
    value.toString(16).toUpperCase().padStart(digits, "0");
  const text = ` ${[0, lead, trail].map((value) => hex(value, 8)).join(" ")} ${hex(length, 16)}`;
  const comment = box(
    "----",
    box("mean", 0, Buffer.from("com.apple.iTunes")),
    box("name", 0, Buffer.from("iTunSMPB")),
    box("data", 1, 0, Buffer.from(text)),
  );
  const kind = box("hdlr", 0, 0, Buffer.from("mdirappl"), 0, 0, 0);
  const others = [...boxesIn(file.subarray(moov + 8))].filter(({ type }) => type !== "udta");
  return Buffer.concat([
    file.subarray(0, moov),
    box(
      "moov",
      ...others.map(({ type, content }) => box(type, content)),
      box("udta", box("meta", 0, kind, box("ilst", comment))),
    ),
  ]);
}

/** The same file with a 64-bit `mdat` size and `co64` instead of `stco`. */
function widened(file: Buffer): Buffer {
  const boxes = { moov: file.indexOf("moov", 0, "latin1") - 4, mdat: file.lastIndexOf("mdat") - 4 };
  const stco = file.indexOf("stco", 0, "latin1") - 4;
  const count = file.readUInt32BE(stco + 12);
  const co64 = Buffer.alloc(16 + count * 8);
  co64.writeUInt32BE(co64.length);
  co64.write("co64", 4, "latin1");
  co64.writeUInt32BE(count, 12);
  const grown = count * 4;
  for (let chunk = 0; chunk < count; chunk += 1)
    co64.writeBigUInt64BE(BigInt(file.readUInt32BE(stco + 16 + chunk * 4) + grown + 8), 16 + chunk * 8);
  const stcoEnd = stco + file.readUInt32BE(stco);
  for (const type of ["moov", "trak", "mdia", "minf", "stbl"]) {
    const header = file.indexOf(type, boxes.moov, "latin1") - 4;
    file.writeUInt32BE(file.readUInt32BE(header) + grown, header);
  }
  const mdat = Buffer.alloc(16);
  mdat.writeUInt32BE(1);
  mdat.write("mdat", 4, "latin1");
  mdat.writeBigUInt64BE(BigInt(file.readUInt32BE(boxes.mdat) + 8), 8);
  return Buffer.concat([
    ...[file.subarray(0, stco), co64, file.subarray(stcoEnd, boxes.mdat)],
    ...[mdat, file.subarray(boxes.mdat + 8)],
  ]);
}
