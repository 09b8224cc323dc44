import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools, type MediaToolsOptions } from "../../src/media/media-tools.js";
import { gather } from "../../src/media/piece-content.js";
import type { CutSettings, PreparedChunk } from "../../src/media/port.js";
import { CHAINS } from "./chains.js";
import { CONTAINERS, type Container } from "./containers.js";
import { canEncode, ffmpeg, ffmpegPath, hear } from "./ffmpeg.js";
import { isInPause, locate, phrases, writeWav } from "./sound.js";

const DURATION_SECONDS = 36;
const HEARD_RATE = 4_000;
const EXCERPT_SAMPLES = 1_200;
const SETTINGS = { nominalSeconds: 12, searchWindowSeconds: 6 };
/** Small enough for the bulkiest recording here to be recoded. */
const MAX_PIECE_BYTES = 8_000_000;
/** Of ffmpeg's wma, decoders leave out the first. */
const WMA_FRAME_SECONDS = 2_048 / 44_100;
const never = new AbortController().signal;

let folder = "";
let wav = "";
const master = phrases(DURATION_SECONDS, HEARD_RATE);

beforeAll(async () => {
  // What ffmpeg's filters read as signs of their own.
  folder = await mkdtemp(join(tmpdir(), String.raw`diarist's [cut], \a:b; `));
  wav = join(folder, "master.wav");
  await writeWav(wav, phrases(DURATION_SECONDS, 44_100), 44_100);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The file, and what is heard in it. */
async function make(container: Container): Promise<{ path: string; original: ArrayLike<number> }> {
  const path = join(folder, container.file);
  await container.make(wav, path);
  const links = container.links?.(path);
  if (container.misleadsPlayers === true) return { path, original: master };
  const original = await (links === undefined
    ? hearAll(path, container.leftOutSeconds ?? 0)
    : hearInTurn(links));
  return { path, original };
}

/** What is heard in a recording, behind what decoders leave out of its beginning. */
async function hearAll(path: string, leftOutSeconds: number): Promise<Int16Array> {
  const heard = await hear(path, HEARD_RATE);
  return Int16Array.from([...new Int16Array(Math.round(leftOutSeconds * HEARD_RATE)), ...heard]);
}

/** Each recording from where those before it end by their own account. */
async function hearInTurn(paths: readonly string[]): Promise<Int16Array> {
  const media = createMediaTools({ ffmpegPath });
  const heard = new Int16Array(2 * DURATION_SECONDS * HEARD_RATE);
  let startSeconds = 0;
  for (const path of paths) {
    const { durationSeconds } = await media.probe(await openLocalRecording(path), never);
    const samples = await hearAll(path, path.endsWith(".wma") ? WMA_FRAME_SECONDS : 0);
    heard.set(
      samples.subarray(0, Math.ceil(durationSeconds * HEARD_RATE)),
      Math.round(startSeconds * HEARD_RATE),
    );
    startSeconds += durationSeconds;
  }
  return heard.subarray(0, Math.round(startSeconds * HEARD_RATE));
}

/** A piece, and the file that its recipe makes. */
interface Cut extends PreparedChunk {
  path: string;
}

async function cut(
  path: string,
  { speakers = "together", ...options }: Partial<MediaToolsOptions & Pick<CutSettings, "speakers">> = {},
): Promise<Cut[]> {
  const media = createMediaTools({ ffmpegPath, maxPieceBytes: MAX_PIECE_BYTES, ...options });
  const recording = await openLocalRecording(path);
  const info = await media.probe(recording, never);
  const outputFolder = await mkdtemp(join(folder, "pieces-"));
  const settings = { ...SETTINGS, outputFolder, speakers };
  const chunks: Cut[] = [];
  for await (const chunk of media.cut(recording, info, settings, never)) {
    const piece = join(outputFolder, `piece ${String(chunk.index)}.${chunk.extension}`);
    await writeFile(piece, await gather(recording, chunk.content));
    chunks.push({ ...chunk, path: piece });
  }
  return chunks;
}

describe("cutting", () => {
  const all = [...CONTAINERS, ...CHAINS];
  const everywhere = all.map((container) => ({ ...container, formats: "common" as const }));
  const whereAllIsTaken = all.flatMap(({ piecesOfAll: pieces, ...container }) => {
    if (pieces === undefined) return [];
    const name = `${container.name}, for a service that takes it`;
    return [{ ...container, name, pieces, formats: "all" as const }];
  });
  test.each([...everywhere, ...whereAllIsTaken])(
    "keeps the times of a recording in $name",
    async (container) => {
      if (container.needs !== undefined && !(await canEncode(container.needs))) return;
      const { path, original } = await make(container);
      const kept = container.links
        ? original.length / HEARD_RATE
        : (container.keeps?.(DURATION_SECONDS) ?? DURATION_SECONDS);

      const chunks = await cut(path, { formats: container.formats });

      for (const chunk of chunks) {
        const heard = await hear(chunk.path, HEARD_RATE);
        for (const at of placesIn(heard)) {
          const excerpt = heard.subarray(at, at + EXCERPT_SAMPLES);
          const expected = chunk.audioStartSeconds + at / HEARD_RATE;
          const found = locate(original, excerpt, expected, HEARD_RATE);
          expect(found.likeness).toBeGreaterThan(0.6);
          expect(Math.abs(found.lateSeconds)).toBeLessThan(container.heardWithinSeconds ?? 0.025);
          // Against what was recorded: a format that does not tell its encoder's delay is late by it.
          const recorded = locate(master, excerpt, expected, HEARD_RATE);
          expect(Math.abs(recorded.lateSeconds)).toBeLessThan(container.latestSeconds ?? 0.05);
        }
        const heardUntil = chunk.audioStartSeconds + heard.length / HEARD_RATE;
        const leftOut = chunk.startSeconds === 0 ? (container.leftOutSeconds ?? 0) : 0;
        expect(chunk.audioStartSeconds).toBeLessThan(chunk.startSeconds + leftOut + 0.01);
        expect(heardUntil).toBeGreaterThan(chunk.endSeconds - 0.05);
        expect(heardUntil).toBeLessThan(chunk.endSeconds + (container.packetSeconds ?? 0.5));
      }
      expect(chunks.map((chunk) => chunk.index)).toEqual(container.keeps ? [0, 1] : [0, 1, 2]);
      expect(chunks.at(0)?.startSeconds).toBe(0);
      expect(Math.abs((chunks.at(-1)?.endSeconds ?? 0) - kept)).toBeLessThan(0.1);
      chunks.slice(1).forEach((chunk, index) => {
        expect(chunk.startSeconds).toBe(chunks[index]?.endSeconds);
        expect(isInPause(chunk.startSeconds)).toBe(true);
      });
      for (const chunk of chunks) expect(container.pieces).toContain(chunk.extension);
    },
  );

  test("takes the same bytes from the same recording each time", async () => {
    const path = join(folder, "same.ogg");
    await ffmpeg("-i", wav, "-c:a", "libopus", path);
    const bytes = async (): Promise<Buffer[]> =>
      Promise.all((await cut(path)).map((chunk) => readFile(chunk.path)));
    expect(await bytes()).toEqual(await bytes());
  });
});

describe("cutting a short recording", () => {
  test("leaves it in one piece when it is hardly longer than a chunk", async () => {
    const path = join(folder, "brief.wav");
    await writeWav(path, phrases(SETTINGS.nominalSeconds * 1.25, 8_000), 8_000);
    const chunks = await cut(path);
    expect(chunks.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([[0, 15]]);
  });

  test("gives both sides of a cut through speech the sound around it", async () => {
    const path = join(folder, "breathless.wav");
    await writeWav(path, phrases(DURATION_SECONDS, 8_000, false), 8_000);
    const chunks = await cut(path);
    expect(chunks.length).toBe(3);
    for (const chunk of chunks.slice(1))
      expect(chunk.startSeconds - chunk.audioStartSeconds).toBeCloseTo(2, 1);
  });

  test.each([
    { name: "channels.wav", encoder: "pcm_s16le" },
    { name: "channels.m4a", encoder: "aac" },
    { name: "channels.wma", encoder: "wmav2" },
  ])("cuts each channel of $name by itself", async ({ name, encoder }) => {
    const path = join(folder, name);
    // The second channel is half as loud and a second late.
    const split = "pan=stereo|c0=c0|c1=0.5*c0,adelay=0|1000,atrim=0:36";
    await ffmpeg("-i", wav, "-af", split, "-c:a", encoder, path);
    const chunks = await cut(path, { speakers: "by_channel" });
    expect(chunks.map(({ index, channel }) => [index, channel])).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 1],
      [4, 0],
      [5, 1],
    ]);
    for (const { channel = 0, audioStartSeconds, path: piece } of chunks) {
      const heard = await hear(piece, HEARD_RATE);
      const at = placesIn(heard)[1] ?? 0;
      const expected = audioStartSeconds + at / HEARD_RATE - channel;
      const found = locate(master, heard.subarray(at, at + EXCERPT_SAMPLES), expected, HEARD_RATE);
      expect(found.likeness).toBeGreaterThan(0.6);
      expect(Math.abs(found.lateSeconds)).toBeLessThan(0.05);
    }
  });

  test("makes audio smaller that would be too bulky even in short pieces", async () => {
    const path = join(folder, "bulky.flac");
    await ffmpeg("-i", wav, "-ac", "2", "-ar", "96000", "-sample_fmt", "s32", path);
    const chunks = await cut(path, { maxPieceBytes: 1_000_000 });
    for (const { path: piece } of chunks) expect((await stat(piece)).size).toBeLessThan(1_000_000);
    expect(chunks).toHaveLength(3);
  });

  test("fills a gap in the recording with silence, so that what follows keeps its time", async () => {
    const path = join(folder, "gap.mkv");
    const drop = "aselect='not(between(t,14,17))'";
    await ffmpeg("-i", wav, "-af", drop, "-c:a", "libopus", path);
    const last = (await cut(path)).at(-1);
    const heard = await hear(last?.path ?? "", HEARD_RATE);
    const at = placesIn(heard)[1] ?? 0;
    const expected = (last?.audioStartSeconds ?? 0) + at / HEARD_RATE;
    const found = locate(master, heard.subarray(at, at + EXCERPT_SAMPLES), expected, HEARD_RATE);
    expect(Math.abs(found.lateSeconds)).toBeLessThan(0.05);
  });
});

/** Samples near the start, middle and end of a piece where a stretch of sound follows. */
function placesIn(heard: Int16Array): number[] {
  const energyFrom = (at: number): number =>
    heard.subarray(at, at + EXCERPT_SAMPLES).reduce((sum, sample) => sum + sample * sample, 0);
  const usual = heard.reduce((sum, sample) => sum + sample * sample, 0) / heard.length;
  const search = (start: number, step: number): number => {
    let at = start;
    while (at > 0 && at + EXCERPT_SAMPLES < heard.length && energyFrom(at) < usual * EXCERPT_SAMPLES)
      at += step;
    return at;
  };
  return [
    search(1_000, 100),
    search(heard.length >> 1, 100),
    search(heard.length - EXCERPT_SAMPLES - 200, -100),
  ];
}
