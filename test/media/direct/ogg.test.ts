import { appendFile, copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOgg } from "../../../src/media/direct/ogg.js";
import { canEncode, ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const DURATION_SECONDS = 24;
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-ogg-"));
  await writeWav(at("a.wav"), phrases(DURATION_SECONDS, 44_100), 44_100);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encode = (name: string, ...args: string[]): Promise<void> =>
  ffmpeg("-i", at("a.wav"), ...args, at(name));

describe("times are exact in", () => {
  test.each([
    { name: "opus.ogg", encoder: "libopus", args: [] },
    {
      name: "opus, a voice message.ogg",
      encoder: "libopus",
      args: ["-ac", "1", "-b:a", "16k", "-frame_duration", "60"],
    },
    { name: "opus, short pages.ogg", encoder: "libopus", args: ["-page_duration", "100000"] },
    {
      name: "opus, packets longer than pages.ogg",
      encoder: "libopus",
      args: ["-ac", "2", "-b:a", "500k", "-vbr", "off", "-frame_duration", "60", "-page_duration", "1"],
    },
    { name: "opus, tiny packets.ogg", encoder: "libopus", args: ["-frame_duration", "2.5"] },
    { name: "vorbis.ogg", encoder: "libvorbis", args: [] },
    { name: "vorbis, 8 kHz.ogg", encoder: "libvorbis", args: ["-ar", "8000"] },
    { name: "vorbis, surround.ogg", encoder: "libvorbis", args: ["-ac", "6", "-q:a", "6"] },
  ])("$name", async ({ name, encoder, args }) => {
    if (!(await canEncode(encoder))) return;
    await encode(name, "-c:a", encoder, ...args);
    const { info } = await expectExactPieces(openOgg, at(name), {
      durationSeconds: DURATION_SECONDS,
      excerptsAlone: encoder === "libvorbis",
    });
    expect(info).toMatchObject({ codec: encoder.slice(3), container: "ogg" });
  });

  test("a stream that was joined in its middle", async () => {
    if (!(await canEncode("libopus"))) return;
    await encode("late.ogg", "-c:a", "libopus", "-output_ts_offset", "100");
    await expectExactPieces(openOgg, at("late.ogg"), { durationSeconds: DURATION_SECONDS });
  });

  test("a recording that breaks off", async () => {
    if (!(await canEncode("libopus"))) return;
    await encode("cut.ogg", "-c:a", "libopus", "-b:a", "48k", "-vbr", "off");
    await truncate(at("cut.ogg"), Math.floor((await stat(at("cut.ogg"))).size * 0.6));
    await expectExactPieces(openOgg, at("cut.ogg"), {
      durationSeconds: DURATION_SECONDS * 0.6,
      toleranceSeconds: 1.1,
    });
  });
});

test.each(["libopus", "libvorbis"])(
  "a piece of %s is ranges of the recording behind little of its own",
  async (codec) => {
    if (!(await canEncode(codec))) return;
    await encode(`ranges ${codec}.ogg`, "-c:a", codec);
    const piece = await (await open(openOgg, at(`ranges ${codec}.ogg`)))?.piece({ start: 5.3, end: 20.2 });
    const own = piece?.content.flatMap((part) => ("bytes" in part ? [part.bytes.length] : [])) ?? [];
    expect(own.length).toBe(3);
    expect(own.reduce((sum, length) => sum + length, 0)).toBeLessThan(800);
  },
);

describe("what is left to ffmpeg", () => {
  test.each<{ name: string; needs?: string; make: (path: string) => Promise<void> }>([
    { name: "FLAC in Ogg", make: (path) => ffmpeg("-i", at("a.wav"), "-c:a", "flac", "-f", "ogg", path) },
    {
      name: "one stream after another",
      needs: "libopus",
      make: async (path) => {
        await encode("first.ogg", "-c:a", "libopus");
        await copyFile(at("first.ogg"), path);
        await appendFile(path, await readFile(at("first.ogg")));
      },
    },
    {
      name: "a gap",
      needs: "libopus",
      make: async (path) =>
        ffmpeg(
          ...[
            "-i",
            at("a.wav"),
            "-af",
            "aselect='not(between(t,9,12))'",
            "-c:a",
            "libopus",
            "-f",
            "ogg",
            path,
          ],
        ),
    },
    {
      name: "damage in the middle",
      needs: "libvorbis",
      make: async (path) => {
        await encode("sound.ogg", "-c:a", "libvorbis", "-q:a", "8");
        const bytes = await readFile(at("sound.ogg"));
        await writeFile(path, bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 10_000));
      },
    },
    { name: "text", make: (path) => writeFile(path, "OggS is what this says.".repeat(10_000)) },
    { name: "nothing", make: (path) => writeFile(path, "") },
  ])("$name", async ({ name, needs, make }) => {
    if (needs !== undefined && !(await canEncode(needs))) return;
    await make(at(name));
    expect(await open(openOgg, at(name))).toBeUndefined();
  });
});
