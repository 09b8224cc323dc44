import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChunked } from "../../../src/media/direct/chunked.js";
import type { DirectRecording, OpenDirectly } from "../../../src/media/direct/port.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";
import { gather } from "../../../src/media/piece-content.js";
import { ffmpeg, hear } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";
import { layIntoReservoir, type Layout } from "./reservoir.js";

const DURATION_SECONDS = 24;
const FRAME_SAMPLES = 2048;
const RATE = 44_100;
/** Of what ffmpeg writes. */
const PACKET_BYTES = 3_200;
let folder = "";
const at = (name: string): string => join(folder, name);
const openWma: OpenDirectly = (recording, signal) => openChunked(recording, signal, "all");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-wma-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, RATE), RATE);
  await encode("plain.wma", "-b:a", "64k");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), "-c:a", "wmav2", ...args, at(name));

/** And as much again for the frame that the next one completes. */
function packetSeconds(kbits: number): number {
  return (2 * PACKET_BYTES * 8) / (kbits * 1000);
}

/** Opens the plain recording, laid into a reservoir. */
async function openReservoir(name: string, layout: Layout = {}): Promise<DirectRecording | undefined> {
  await layIntoReservoir(at("plain.wma"), at(name), layout);
  return open(openWma, at(name));
}

/** Cuts a recording in several places: each piece has to sound as the whole does, sample by sample. */
async function expectSameSamples(
  name: string,
  direct: DirectRecording | undefined,
  leftOutSeconds = 0,
): Promise<void> {
  if (direct === undefined) throw new Error("It was not opened");
  const recording = await openLocalRecording(at(name));
  const whole = await hear(at(name), RATE);
  expect(direct.info.durationSeconds).toBeCloseTo(whole.length / RATE + leftOutSeconds, 6);
  for (const [start, end] of [
    [0, 7],
    [3.3, 11.9],
    [12, 12.1],
    [17.77, direct.info.durationSeconds],
  ] as const) {
    const { content, extension, audioStartSeconds } = await direct.piece({ start, end });
    await writeFile(at(`piece.${extension}`), await gather(recording, content));
    const heard = await hear(at(`piece.${extension}`), RATE);
    const from = Math.round((audioStartSeconds - leftOutSeconds) * RATE);
    expect(audioStartSeconds).toBeLessThanOrEqual(start + leftOutSeconds);
    expect(audioStartSeconds).toBeGreaterThan(start - 0.5);
    // The last frame lacks what the next one would add to it, and is behind the span.
    const samples = heard.length - (from + heard.length === whole.length ? 0 : FRAME_SAMPLES);
    expect(from + samples).toBeGreaterThanOrEqual(
      Math.min(whole.length, Math.round((end - leftOutSeconds) * RATE)),
    );
    expect(heard.subarray(0, samples)).toEqual(whole.subarray(from, from + samples));
  }
}

describe("times are exact in", () => {
  test.each([
    { name: "mono.wma", args: ["-ac", "1"], kbits: 64, frameSeconds: 2_048 / 44_100 },
    { name: "stereo.wma", args: ["-ac", "2"], kbits: 128, frameSeconds: 2_048 / 44_100 },
    { name: "22 kHz.wma", args: ["-ar", "22050"], kbits: 32, frameSeconds: 1_024 / 22_050 },
    { name: "8 kHz.wma", args: ["-ar", "8000"], kbits: 24, frameSeconds: 512 / 8_000 },
    {
      name: "version 1.wma",
      args: ["-ar", "32000", "-c:a", "wmav1"],
      kbits: 64,
      frameSeconds: 1_024 / 32_000,
    },
  ])("$name", async ({ name, args, kbits, frameSeconds }) => {
    await encode(name, ...args, "-b:a", `${String(kbits)}k`);
    const { info } = await expectExactPieces(openWma, at(name), {
      durationSeconds: DURATION_SECONDS,
      excerptsAlone: true,
      packetSeconds: packetSeconds(kbits),
      leftOutSeconds: frameSeconds,
    });
    expect(info).toMatchObject({ codec: name.includes("1.") ? "wmav1" : "wmav2", container: "asf" });
    expect(info.claimedSeconds).toBeUndefined();
  });
});

test("every sample of a piece is that of the whole", async () => {
  await expectSameSamples("plain.wma", await open(openWma, at("plain.wma")), FRAME_SAMPLES / RATE);
});

describe("where packets begin within a frame", () => {
  test("every sample of a piece is that of the whole", async () => {
    await expectSameSamples("reservoir.wma", await openReservoir("reservoir.wma"));
  });

  test("and superframes are in two packets as well", async () => {
    await expectSameSamples("parts.wma", await openReservoir("parts.wma", { inParts: true }));
  });

  test("a recording in which a superframe is missing is left to ffmpeg", async () => {
    expect(await openReservoir("gap.wma", { without: 100 })).toBeUndefined();
  });
});

test("a piece is one range of the recording behind a head of its own, which tells nothing of it but the codec", async () => {
  await encode("titled.wma", "-metadata", "title=Dear diary", "-b:a", "64k");
  const piece = await (await open(openWma, at("titled.wma")))?.piece({ start: 5, end: 20 });
  expect(piece?.content).toEqual([
    { bytes: expect.any(Buffer) },
    { from: expect.any(Number), to: expect.any(Number) },
  ]);
  const [head] = piece?.content ?? [];
  const bytes = head !== undefined && "bytes" in head ? head.bytes : Buffer.alloc(0);
  expect(bytes.length).toBeLessThan(400);
  expect(bytes.toString("utf16le")).not.toContain("Dear");
});

test("a recording that breaks off ends with its last whole packet, and says how long it should be", async () => {
  await encode("cut.wma", "-b:a", "64k");
  await truncate(at("cut.wma"), Math.floor((await stat(at("cut.wma"))).size * 0.6));
  const { info } = await expectExactPieces(openWma, at("cut.wma"), {
    durationSeconds: DURATION_SECONDS * 0.6,
    toleranceSeconds: 0.5,
    excerptsAlone: true,
    packetSeconds: packetSeconds(64),
    leftOutSeconds: FRAME_SAMPLES / RATE,
  });
  expect(info.claimedSeconds).toBeCloseTo(DURATION_SECONDS, 0);
});

test("a recording whose packets jump in time is left to ffmpeg", async () => {
  const bytes = await readFile(at("plain.wma"));
  const missing = bytes.length - 20 * PACKET_BYTES;
  const parts = [bytes.subarray(0, missing), bytes.subarray(missing + PACKET_BYTES)];
  await writeFile(at("jump.wma"), Buffer.concat(parts));
  expect(await open(openWma, at("jump.wma"))).toBeUndefined();
});

test("other files are left to ffmpeg, and all of them where the speech service does not take wma", async () => {
  await ffmpeg("-i", at("a.wav"), "-f", "lavfi", "-i", "color=size=32x32:rate=5:duration=3", at("video.wmv"));
  await ffmpeg("-i", at("a.wav"), "-c:a", "libmp3lame", "-f", "asf", at("mp3.wma"));
  await writeFile(at("head.wma"), (await readFile(at("plain.wma"))).subarray(0, 200));
  for (const name of ["video.wmv", "mp3.wma", "head.wma"])
    expect(await open(openWma, at(name)), name).toBeUndefined();
  expect(await open(openChunked, at("plain.wma"))).toBeUndefined();
});
