import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPcm } from "../../../src/media/direct/pcm/pcm.js";
import type { RawRecording } from "../../../src/media/direct/port.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";
import { gather } from "../../../src/media/piece-content.js";
import { ffmpeg, hear } from "../ffmpeg.js";
import { HEARD_RATE } from "./exactness.js";
import { locate, phrases, writeWav } from "../sound.js";

const DURATION_SECONDS = 12;
const SPAN = { start: 3.21, end: 9.87 };
/** Whisper's own. */
const ENGINE_RATE = 16_000;
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-pcm-"));
  await writeWav(at("master.wav"), phrases(DURATION_SECONDS, 48_000), 48_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function piece(
  name: string,
): Promise<{ raw: RawRecording; path: string; startSeconds: number; head: Buffer }> {
  const recording = await openLocalRecording(at(name));
  const raw = await openPcm(recording);
  if (raw === undefined) throw new Error("It was not opened");
  const { content, audioStartSeconds } = await raw.piece(SPAN);
  const file = await gather(recording, content);
  await writeFile(at(`${name}.piece.wav`), file);
  return { raw, path: at(`${name}.piece.wav`), startSeconds: audioStartSeconds, head: file.subarray(0, 44) };
}

describe("raw samples at a high rate", () => {
  test.each([
    ["88.2 kHz", ["-ar", "88200", "-ac", "2"], 44_100],
    ["96 kHz, one channel of 16 bits", ["-ar", "96000"], 48_000],
    ["96 kHz, 24 bits", ["-ar", "96000", "-ac", "2", "-c:a", "pcm_s24le"], 48_000],
    ["192 kHz, floating point", ["-ar", "192000", "-ac", "2", "-c:a", "pcm_f32le"], 48_000],
    ["192 kHz, 5.1", ["-ar", "192000", "-ac", "6", "-c:a", "pcm_s24le"], 48_000],
    ["64 kHz, which is no multiple", ["-ar", "64000"], 64_000],
  ])("keep their times at a lower one: %s", async (name, args, rate) => {
    await ffmpeg("-i", at("master.wav"), ...args, at(`${name}.wav`));
    const { raw, path, startSeconds, head } = await piece(`${name}.wav`);
    expect(head.readUInt32LE(24)).toBe(rate);
    expect(raw.soundBytes).toBe(DURATION_SECONDS * rate * 2);
    const heard = await hear(path, HEARD_RATE);
    expect(heard.length / HEARD_RATE).toBeCloseTo(SPAN.end - SPAN.start, 2);
    const original = phrases(DURATION_SECONDS, HEARD_RATE);
    for (const seconds of [0.1, 3, 6]) {
      const excerpt = heard.subarray(seconds * HEARD_RATE, seconds * HEARD_RATE + 1_200);
      const found = locate(original, excerpt, startSeconds + seconds, HEARD_RATE);
      expect(found.likeness).toBeGreaterThan(0.6);
      expect(Math.abs(found.lateSeconds)).toBeLessThan(0.005);
    }
  });

  test.each([96_000, 192_000])("are not heard above what they hold at %i Hz", async (rate) => {
    // As loud as the voice, above all hearing: what folds down to 1 to 8 kHz.
    const tones = [40_000, 43_000, 47_000].map((hertz) => `sin(2*PI*${String(hertz)}*t)`).join("+");
    const name = `${String(rate)}.wav`;
    const sound = `aevalsrc='0.1*(${tones})':s=${String(rate)}:d=${String(DURATION_SECONDS)}`;
    await ffmpeg("-f", "lavfi", "-i", sound, "-c:a", "pcm_s24le", at(name));
    const { path } = await piece(name);
    const heard = await hear(path, ENGINE_RATE);
    const power = heard.reduce((sum, sample) => sum + (sample / 2 ** 15) ** 2, 0) / heard.length;
    const sent = (3 * 0.1 ** 2) / 2;
    expect(10 * Math.log10(power / sent)).toBeLessThan(-12);
  });
});
