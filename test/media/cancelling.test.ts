import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AudioInfo } from "../../src/domain/audio.js";
import type { Loudness } from "../../src/domain/cut-plan.js";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import { gather } from "../../src/media/piece-content.js";
import type { CutSettings, PreparedChunk, RecordingBytes } from "../../src/media/port.js";
import { canEncode, ffmpeg, ffmpegPath, hear } from "./ffmpeg.js";
import { locate, phrases, writeWav } from "./sound.js";

/*
 * Two channels that are each other's opposite: mixed, they are silence.
 */
const DURATION_SECONDS = 36;
const HEARD_RATE = 4_000;
const EXCERPT_SAMPLES = 1_200;
const OPPOSITE = "pan=stereo|c0=c0|c1=-1*c0";
const media = createMediaTools({ ffmpegPath });
const never = new AbortController().signal;
const master = phrases(DURATION_SECONDS, HEARD_RATE);
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-cancelling-"));
  await writeWav(at("master.wav"), phrases(DURATION_SECONDS, 48_000), 48_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Opened {
  path: string;
  recording: RecordingBytes;
  info: AudioInfo;
}

async function open(path: string): Promise<Opened> {
  const recording = await openLocalRecording(path);
  return { path, recording, info: await media.probe(recording, never) };
}

async function made(name: string, filter: string, ...args: string[]): Promise<Opened> {
  await ffmpeg("-i", at("master.wav"), "-af", filter, ...args, at(name));
  return open(at(name));
}

interface Piece extends PreparedChunk {
  heard: Int16Array;
}

async function listen({ recording }: Opened, piece: PreparedChunk): Promise<Piece> {
  const path = join(await mkdtemp(at("heard-")), `piece.${piece.extension}`);
  await writeFile(path, await gather(recording, piece.content));
  return { ...piece, heard: await hear(path, HEARD_RATE) };
}

async function cut(opened: Opened, speakers: CutSettings["speakers"] = "together"): Promise<Piece[]> {
  const settings = { nominalSeconds: 12, searchWindowSeconds: 6, outputFolder: await mkdtemp(at("cut-")) };
  const pieces: Piece[] = [];
  const cutting = media.cut(opened.recording, opened.info, { ...settings, speakers }, never);
  for await (const piece of cutting) pieces.push(await listen(opened, piece));
  return pieces;
}

async function cutOne(opened: Opened, start: number, end: number): Promise<Piece> {
  const wanted = [{ index: 0, start, end, audioStart: start, audioEnd: end }];
  const settings = { outputFolder: await mkdtemp(at("one-")) };
  const pieces: Piece[] = [];
  for await (const piece of media.cutPieces(opened.recording, opened.info, wanted, settings, never))
    pieces.push(await listen(opened, piece));
  const [piece] = pieces;
  if (piece === undefined) throw new Error("There is no piece");
  return piece;
}

async function measure({ recording, info }: Opened): Promise<Loudness | undefined> {
  const whole = [{ start: 0, end: info.durationSeconds }];
  const settings = { outputFolder: await mkdtemp(at("measured-")) };
  return (await media.measure(recording, info, whole, settings, never))[0];
}

function decibels(samples: ArrayLike<number>, fullScale: number): number {
  const power = Array.from(samples).reduce((sum, sample) => sum + (sample / fullScale) ** 2, 0);
  return 10 * Math.log10(power / samples.length);
}

/** Like the same stretch of the master, in its loudness and its time. */
function expectToSoundLikeTheMaster({ heard, audioStartSeconds }: Piece): void {
  const from = Math.round(audioStartSeconds * HEARD_RATE);
  const expected = master.subarray(Math.max(0, from), from + heard.length);
  expect(Math.abs(decibels(heard, 32_768) - decibels(expected, 1))).toBeLessThan(1.5);
  for (const place of [HEARD_RATE, heard.length - 2 * HEARD_RATE]) {
    const excerpt = heard.subarray(place, place + EXCERPT_SAMPLES);
    if (decibels(excerpt, 32_768) < -20) continue;
    // Either channel may be heard, and one is the other's opposite.
    const [upright, inverted] = [1, -1].map((sign) => {
      const atSeconds = audioStartSeconds + place / HEARD_RATE;
      return locate(
        master,
        excerpt.map((sample) => sign * sample),
        atSeconds,
        HEARD_RATE,
      );
    });
    const found = (upright?.likeness ?? 0) > (inverted?.likeness ?? 0) ? upright : inverted;
    expect(found?.likeness).toBeGreaterThan(0.6);
    expect(Math.abs(found?.lateSeconds ?? NaN)).toBeLessThan(0.05);
  }
}

const RECORDINGS = [
  { name: "a.wav", encoder: "pcm_s16le" },
  { name: "24.wav", encoder: "pcm_s24le", args: ["-ar", "96000"] },
  { name: "a.m4a", encoder: "aac" },
  { name: "alac.m4a", encoder: "alac" },
  { name: "a.mp3", encoder: "libmp3lame" },
  { name: "a.opus", encoder: "libopus" },
  { name: "low.opus", encoder: "libopus", args: ["-b:a", "32k"] },
  { name: "a.ogg", encoder: "libvorbis" },
  { name: "a.webm", encoder: "libopus" },
  { name: "a.flac", encoder: "flac" },
  { name: "a.aac", encoder: "aac" },
  { name: "a.wma", encoder: "wmav2" },
  { name: "adpcm.wav", encoder: "adpcm_ima_wav" },
];

describe("channels that cancel out", () => {
  test.each(RECORDINGS)(
    "are heard as one of them in $name by $encoder",
    async ({ name, encoder, args = [] }) => {
      if (!(await canEncode(encoder))) return;
      const opened = await made(name, OPPOSITE, "-c:a", encoder, ...args);
      expect(opened.info.heardChannel).toBeDefined();

      const pieces = await cut(opened);
      expect(pieces.map(({ index, channel }) => [index, channel])).toEqual([
        [0, undefined],
        [1, undefined],
        [2, undefined],
      ]);
      pieces.forEach(expectToSoundLikeTheMaster);
      expectToSoundLikeTheMaster(await cutOne(opened, 12, 21));
      const loud = (await measure(opened))?.levels.filter((level) => level > -20).length ?? 0;
      // The phrases, which are three fifths of the sound.
      expect(loud / 100).toBeGreaterThan(DURATION_SECONDS * 0.55);
    },
  );

  test("are heard as one of them in a chain, also where a piece reaches over a seam", async () => {
    const opus = ["-c:a", "libopus"];
    await made("first.ogg", OPPOSITE, ...opus, "-t", "15");
    await made("rest.ogg", OPPOSITE, ...opus, "-ss", "15");
    await copyFile(at("first.ogg"), at("chain.ogg"));
    await appendFile(at("chain.ogg"), await readFile(at("rest.ogg")));
    const opened = await open(at("chain.ogg"));
    expect(opened.info.heardChannel).toBeDefined();
    const pieces = await cut(opened);
    expect(pieces.map(({ channel }) => channel)).toEqual([undefined, undefined, undefined]);
    pieces.forEach(expectToSoundLikeTheMaster);
    expectToSoundLikeTheMaster(await cutOne(opened, 12, 21));
  });

  test("are heard as the louder of them where they are not alike", async () => {
    const first = await made("first.flac", "pan=stereo|c0=c0|c1=-0.95*c0");
    expect(first.info.heardChannel).toBe(0);
    const second = await made("second.flac", "pan=stereo|c0=-0.95*c0|c1=c0");
    expect(second.info.heardChannel).toBe(1);
  });

  test.each([0.5, 1, 3.3, 9])("are found in a recording of %d s", async (seconds) => {
    const { info } = await made(`${String(seconds)}.wav`, OPPOSITE, "-t", String(seconds));
    expect(info.heardChannel).toBeDefined();
  });

  test("are found where hardly anything is said, and quietly", async () => {
    const sparse = `volume=-30dB:enable='between(t,0,0)',volume=-25dB,volume=0:enable='not(between(t,6,8))'`;
    await ffmpeg("-i", at("master.wav"), "-af", `${sparse},apad=whole_dur=90`, at("sparse.wav"));
    await ffmpeg("-i", at("sparse.wav"), "-af", OPPOSITE, at("sparse.flac"));
    expect((await open(at("sparse.flac"))).info.heardChannel).toBeDefined();
  });

  test("are pieces by themselves where each channel is a speaker's", async () => {
    const pieces = await cut(await made("speakers.flac", OPPOSITE), "by_channel");
    expect(pieces.map(({ channel }) => channel)).toEqual([0, 1, 0, 1, 0, 1]);
    pieces.forEach(expectToSoundLikeTheMaster);
  });
});

describe("channels that can be mixed", () => {
  test.each([
    { what: "a voice on one channel only", filter: "pan=stereo|c0=c0|c1=0*c0" },
    { what: "a quiet voice on one channel only", filter: "pan=stereo|c0=0*c0|c1=0.01*c0" },
    { what: "a voice nearer to one channel", filter: "pan=stereo|c0=c0|c1=0.4*c0" },
    { what: "a quiet voice", filter: "pan=stereo|c0=0.01*c0|c1=0.01*c0" },
    { what: "a voice that comes later to one channel", filter: "pan=stereo|c0=c0|c1=c0,adelay=0|3" },
    { what: "two voices", filter: "pan=stereo|c0=c0|c1=c0,adelay=0|1500" },
    { what: "nothing", filter: "pan=stereo|c0=0*c0|c1=0*c0" },
  ])("are mixed: $what", async ({ what, filter }) => {
    for (const extension of ["wav", "mp3"]) {
      const opened = await made(`${what}.${extension}`, `${filter},atrim=0:${String(DURATION_SECONDS)}`);
      expect(opened.info.channels).toBe(2);
      expect(opened.info.heardChannel).toBeUndefined();
      const [first, ...others] = await cut(opened);
      expect(others).toHaveLength(2);
      expect(first?.extension).toBe(extension);
      const mixed = (await hear(opened.path, HEARD_RATE)).subarray(0, first?.heard.length);
      const difference = decibels(first?.heard ?? [], 32_768) - decibels(mixed, 32_768);
      if (what !== "nothing") expect(Math.abs(difference)).toBeLessThan(1);
    }
  });
});
