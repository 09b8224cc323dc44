import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LEVEL_SECONDS } from "../../src/domain/cut-plan.js";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import type { RecordingBytes } from "../../src/media/port.js";
import { ffmpeg, ffmpegPath } from "./ffmpeg.js";
import { isInPause, phrases, writeWav } from "./sound.js";

const DURATION_SECONDS = 200;
const never = new AbortController().signal;
const media = createMediaTools({ ffmpegPath, formats: "all" });
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-measure-"));
  await writeWav(at("master.wav"), phrases(DURATION_SECONDS, 16_000), 16_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A recording that remembers how much of it was read at once, at most. */
async function watched(path: string): Promise<{ recording: RecordingBytes; mostBytes: () => number }> {
  const local = await openLocalRecording(path);
  let most = 0;
  const read = (from: number, to: number): Promise<Buffer> => {
    most = Math.max(most, Math.min(local.sizeBytes, to) - from);
    return local.read(from, to);
  };
  return { recording: { ...local, read }, mostBytes: () => most };
}

describe("a long recording", () => {
  const codecs = {
    ...{ m4a: ["-b:a", "96k"], mp3: ["-b:a", "96k"], ogg: ["-c:a", "libopus"], flac: [] },
    wma: ["-c:a", "wmav2", "-b:a", "64k"],
  };
  /** Of the beginning, decoders give none of ffmpeg's first frame, at 16 kHz. */
  const leftOutSeconds: Record<string, number> = { wma: 512 / 16_000 };

  test.each(Object.entries(codecs))("is measured whole, a part at a time: %s", async (extension, args) => {
    await ffmpeg("-i", at("master.wav"), ...args, at(`long.${extension}`));
    const { recording, mostBytes } = await watched(at(`long.${extension}`));
    const info = await media.probe(recording, never);
    const span = { start: 0, end: info.durationSeconds };
    const [loudness] = await media.measure(recording, info, [span], { outputFolder: at("measured") }, never);

    expect(mostBytes()).toBeLessThan(recording.sizeBytes / 2);
    const { startSeconds = NaN, levels = new Float32Array(0) } = loudness ?? {};
    expect(startSeconds).toBeCloseTo(leftOutSeconds[extension] ?? 0, 2);
    expect(levels.length * LEVEL_SECONDS).toBeCloseTo(info.durationSeconds, 1);
    const wrong = levels.reduce<number[]>((places, level, place) => {
      const seconds = startSeconds + place * LEVEL_SECONDS;
      const isAtEdge = isInPause(seconds - 0.1) !== isInPause(seconds + 0.1);
      return isAtEdge || level < -40 === isInPause(seconds) ? places : [...places, seconds];
    }, []);
    expect(wrong).toEqual([]);
  });
});
