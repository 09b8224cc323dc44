import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LEVEL_SECONDS } from "../../src/domain/cut-plan.js";
import { pageBytes, pageHeader, readPage } from "../../src/media/direct/ogg/page.js";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import type { PreparedChunk } from "../../src/media/port.js";
import { gather } from "../../src/media/piece-content.js";
import { ffmpeg, ffmpegPath, hear } from "./ffmpeg.js";
import { isInPause, locate, phrases, writeWav } from "./sound.js";

/*
 * Recordings one after the other in one file; `cut.test.ts` has what becomes of their times.
 */
const DURATION_SECONDS = 12;
const FIRST_SECONDS = 5;
const HEARD_RATE = 4_000;
const never = new AbortController().signal;
const media = createMediaTools({ ffmpegPath });
let folder = "";
const at = (name: string): string => join(folder, name);

/** The beginning of the sound, and twice its rest. */
const links: Record<"opus" | "stereo" | "flac", Buffer> = {
  opus: Buffer.alloc(0),
  stereo: Buffer.alloc(0),
  flac: Buffer.alloc(0),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-chain-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, 48_000), 48_000);
  const make = async (name: string, ...args: string[]): Promise<Buffer> => {
    await ffmpeg("-i", at("a.wav"), ...args, at(name));
    return readFile(at(name));
  };
  const rest = ["-ss", String(FIRST_SECONDS)];
  links.opus = await make("opus.ogg", "-t", String(FIRST_SECONDS), "-c:a", "libopus");
  links.stereo = await make("stereo.ogg", ...rest, "-c:a", "libopus", "-ac", "2");
  links.flac = await make("flac.ogg", ...rest, "-c:a", "flac");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, ...parts: Buffer[]) {
  await writeFile(at(name), Buffer.concat(parts));
  return openLocalRecording(at(name));
}

/** The same link of a codec that nobody knows. */
function unknown(link: Buffer): Buffer {
  const page = readPage(link, 0);
  if (page === undefined) throw new Error("There is no page");
  const body = Buffer.from(page.body).fill("?", 0, 8);
  return Buffer.concat([pageHeader({ ...page, body }), body, link.subarray(pageBytes(page))]);
}

async function cutByChannel(name: string, ...parts: Buffer[]): Promise<PreparedChunk[]> {
  const recording = await written(name, ...parts);
  const info = await media.probe(recording, never);
  const outputFolder = await mkdtemp(join(folder, "pieces-"));
  const settings = {
    nominalSeconds: 60,
    searchWindowSeconds: 6,
    speakers: "by_channel",
    outputFolder,
  } as const;
  const chunks = [];
  for await (const chunk of media.cut(recording, info, settings, never)) chunks.push(chunk);
  return chunks;
}

describe("a chain", () => {
  test.each(["stereo", "flac"] as const)("is measured link by link, the second as %s", async (second) => {
    const recording = await written(`measured ${second}.ogg`, links.opus, links[second]);
    const info = await media.probe(recording, never);
    const spans = [
      { start: 0, end: info.durationSeconds },
      { start: 7, end: 9 },
      { start: 4.5, end: 6.5 },
    ];
    const measured = await media.measure(recording, info, spans, { outputFolder: at("measured") }, never);
    expect(measured.map(({ startSeconds }) => startSeconds)).toEqual(
      spans.map(({ start }): unknown => expect.closeTo(start, 1)),
    );
    for (const [index, { startSeconds, levels, brightness }] of measured.entries()) {
      const { start = 0, end = 0 } = spans[index] ?? {};
      expect(levels.length * LEVEL_SECONDS).toBeGreaterThan(end - start - 0.1);
      levels.forEach((level, place) => {
        const seconds = startSeconds + place * LEVEL_SECONDS;
        const isAtEdge = isInPause(seconds - 0.1) !== isInPause(seconds + 0.1);
        const isAtJoint = Math.abs(seconds - FIRST_SECONDS) < 0.05;
        if (isAtEdge || isAtJoint) return;
        expect(level < -40, `at ${String(seconds)}`).toBe(isInPause(seconds));
        // The tones of a phrase are between 200 and 1,400 Hz.
        if (isInPause(seconds)) return;
        expect(brightness[place], `at ${String(seconds)}`).toBeGreaterThan(150);
        expect(brightness[place], `at ${String(seconds)}`).toBeLessThan(1_600);
      });
    }
  });

  test("is as its first link, with the highest rate and the channels that all have", async () => {
    const info = async (...parts: Buffer[]) => media.probe(await written("kind.ogg", ...parts), never);
    const durationSeconds = expect.closeTo(DURATION_SECONDS, 2) as number;
    expect(await info(links.opus, links.flac)).toEqual({
      ...{ durationSeconds, codec: "opus", container: "ogg", channels: 1, sampleRate: 48_000 },
    });
    expect(await info(links.stereo, links.stereo)).toMatchObject({ channels: 2 });
    expect(await info(links.opus, links.stereo)).toMatchObject({ channels: 1 });
  });

  test("breaks off at a link that cannot be read, and says so", async () => {
    const info = await media.probe(
      await written("unknown.ogg", links.opus, unknown(links.flac), links.opus),
      never,
    );
    expect(info.durationSeconds).toBeCloseTo(FIRST_SECONDS, 2);
    expect(info.claimedSeconds).toBeGreaterThan(info.durationSeconds);
  });

  test("keeps its times behind what cannot be decoded", async () => {
    const page = links.opus.indexOf("OggS", links.opus.length >> 1);
    const damaged = Buffer.from(links.opus).fill(0, page + 200, page + 300);
    const recording = await written("damaged.ogg", damaged, links.stereo);
    const info = await media.probe(recording, never);
    const span = { start: 1, end: DURATION_SECONDS, audioStart: 1, audioEnd: DURATION_SECONDS };
    const settings = { outputFolder: at("damaged") };
    for await (const piece of media.cutPieces(recording, info, [{ index: 0, ...span }], settings, never)) {
      await writeFile(at("piece.flac"), await gather(recording, piece.content));
      const heard = await hear(at("piece.flac"), HEARD_RATE);
      const from = Math.round((6 - piece.audioStartSeconds) * HEARD_RATE);
      const excerpt = heard.subarray(from, from + HEARD_RATE / 2);
      const found = locate(phrases(DURATION_SECONDS, HEARD_RATE), excerpt, 6, HEARD_RATE);
      expect(found.likeness).toBeGreaterThan(0.6);
      expect(Math.abs(found.lateSeconds)).toBeLessThan(0.025);
    }
  });

  test("is refused where its first link cannot be read", async () => {
    const recording = await written("nothing.ogg", unknown(links.opus), links.stereo);
    await expect(media.probe(recording, never)).rejects.toMatchObject({ retryable: false });
  });

  test("is cut by channels where all links have the same", async () => {
    const chunks = await cutByChannel("channels.ogg", links.stereo, links.stereo);
    expect(chunks.map(({ channel, extension }) => [channel, extension])).toEqual([
      [0, "flac"],
      [1, "flac"],
    ]);
  });

  test("is heard as one channel where they come and go", async () => {
    const chunks = await cutByChannel("mixed.ogg", links.opus, links.stereo);
    expect(chunks.map(({ channel, endSeconds }) => [channel, endSeconds])).toEqual([
      [undefined, expect.closeTo(DURATION_SECONDS, 2)],
    ]);
  });
});
