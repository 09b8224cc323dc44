import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AudioInfo } from "../../../../src/domain/audio.js";
import { probeAmr } from "../../../../src/media/direct/amr/probe.js";
import { openLocalRecording } from "../../../../src/media/local-recording.js";

const NARROW = "#!AMR\n";
const WIDE = "#!AMR-WB\n";
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-amr-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function probed(magic: string, ...frames: Buffer[]): Promise<AudioInfo | undefined> {
  const path = join(folder, "recording.amr");
  await writeFile(path, Buffer.concat([Buffer.from(magic, "latin1"), ...frames]));
  return probeAmr(await openLocalRecording(path), new AbortController().signal);
}

function frame(kind: number, bytes: number): Buffer {
  const frame = Buffer.alloc(bytes, 0xa5);
  frame[0] = (kind << 3) | 4;
  return frame;
}

/** 12.2 kbit/s, 4.75 kbit/s, a pause's noise, and nothing. */
const MIXED = [frame(7, 32), frame(0, 13), frame(8, 6), frame(15, 1)];

test("narrow-band frames of all kinds are 20 ms each, wherever reads end", async () => {
  const minutes = Array.from({ length: 9_000 }, () => MIXED).flat();
  const info = await probed(NARROW, ...minutes);
  expect(info).toMatchObject({ codec: "amr_nb", container: "amr", channels: 1, sampleRate: 8_000 });
  expect(info?.durationSeconds).toBeCloseTo(720, 6);
});

test("wide-band frames have lengths of their own", async () => {
  const info = await probed(WIDE, frame(8, 61), frame(2, 33), frame(9, 6), frame(14, 1), frame(15, 1));
  expect(info).toMatchObject({ codec: "amr_wb", sampleRate: 16_000 });
  expect(info?.durationSeconds).toBeCloseTo(0.1, 6);
});

test("a last frame that is cut off does not count", async () => {
  const info = await probed(NARROW, ...MIXED, frame(7, 32).subarray(0, 31));
  expect(info?.durationSeconds).toBeCloseTo(0.08, 6);
});

test("what is damaged, empty or something else is left to others", async () => {
  expect(await probed(NARROW, ...MIXED, Buffer.from([0xff, 0xff]), ...MIXED)).toBeUndefined();
  expect(await probed(NARROW)).toBeUndefined();
  expect(await probed("#!AMR_MC1.0\n", ...MIXED)).toBeUndefined();
  expect(await probed("RIFF", ...MIXED)).toBeUndefined();
});
