import { mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWebm } from "../../../src/media/direct/webm/webm.js";
import { canEncode, ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const DURATION_SECONDS = 24;
const hasOpus = await canEncode("libopus");
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-webm-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, 48_000), 48_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), "-c:a", "libopus", ...args, at(name));

describe.runIf(hasOpus)("times are exact in", () => {
  test.each<{ name: string; args: string[] }>([
    { name: "recorded live.webm", args: ["-live", "1"] },
    { name: "indexed.webm", args: ["-b:a", "24k"] },
    { name: "stereo, long frames.webm", args: ["-ac", "2", "-frame_duration", "60", "-live", "1"] },
    { name: "short clusters.webm", args: ["-cluster_time_limit", "500", "-live", "1"] },
    { name: "matroska.mkv", args: ["-f", "matroska"] },
  ])("$name", async ({ name, args }) => {
    await encode(name, ...args);
    const { info } = await expectExactPieces(openWebm, at(name), { durationSeconds: DURATION_SECONDS });
    expect(info).toMatchObject({ codec: "opus", container: "matroska,webm", sampleRate: 48_000 });
    expect(info.claimedSeconds).toBeUndefined();
  });
});

test.runIf(hasOpus)("a file that breaks off is as long as what is there", async () => {
  await encode("broken.webm");
  await truncate(at("broken.webm"), Math.floor((await stat(at("broken.webm"))).size * 0.6));
  const direct = await open(openWebm, at("broken.webm"));
  expect(direct?.info.durationSeconds).toBeGreaterThan(DURATION_SECONDS * 0.5);
  expect(direct?.info.durationSeconds).toBeLessThan(DURATION_SECONDS * 0.7);
  expect(direct?.info.claimedSeconds).toBeCloseTo(DURATION_SECONDS, 0);
});

describe("left to ffmpeg is", () => {
  test.each<{ name: string; args: string[]; needs: string }>([
    { name: "vorbis.webm", args: ["-c:a", "libvorbis"], needs: "libvorbis" },
    { name: "aac.mkv", args: ["-c:a", "aac"], needs: "aac" },
    {
      name: "gap.webm",
      args: ["-af", "aselect='not(between(t,9,11))'", "-c:a", "libopus"],
      needs: "libopus",
    },
  ])("$name", async ({ name, args, needs }) => {
    if (!(await canEncode(needs))) return;
    await ffmpeg("-i", at("a.wav"), ...args, at(name));
    expect(await open(openWebm, at(name))).toBeUndefined();
  });
});
