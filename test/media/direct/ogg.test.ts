import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOgg } from "../../../src/media/direct/ogg.js";
import { readLinks } from "../../../src/media/direct/ogg/links.js";
import type { ChainedRecording, OpenDirectly } from "../../../src/media/direct/port.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";
import { canEncode, ffmpeg } from "../ffmpeg.js";
import { phrases, writeWav } from "../sound.js";
import { expectExactPieces, open } from "./exactness.js";

const openOne: OpenDirectly = async (recording, signal) => {
  const opened = await openOgg(recording, signal);
  return opened === undefined || "links" in opened ? undefined : opened;
};

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
    const { info } = await expectExactPieces(openOne, at(name), {
      durationSeconds: DURATION_SECONDS,
      excerptsAlone: encoder === "libvorbis",
    });
    expect(info).toMatchObject({ codec: encoder.slice(3), container: "ogg" });
  });

  test("a stream that was joined in its middle", async () => {
    if (!(await canEncode("libopus"))) return;
    await encode("late.ogg", "-c:a", "libopus", "-output_ts_offset", "100");
    await expectExactPieces(openOne, at("late.ogg"), { durationSeconds: DURATION_SECONDS });
  });

  test("a recording that breaks off", async () => {
    if (!(await canEncode("libopus"))) return;
    await encode("cut.ogg", "-c:a", "libopus", "-b:a", "48k", "-vbr", "off");
    await truncate(at("cut.ogg"), Math.floor((await stat(at("cut.ogg"))).size * 0.6));
    await expectExactPieces(openOne, at("cut.ogg"), {
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
    const piece = await (await open(openOne, at(`ranges ${codec}.ogg`)))?.piece({ start: 5.3, end: 20.2 });
    const own = piece?.content.flatMap((part) => ("bytes" in part ? [part.bytes.length] : [])) ?? [];
    expect(own.length).toBe(3);
    expect(own.reduce((sum, length) => sum + length, 0)).toBeLessThan(800);
  },
);

describe("one stream after another", () => {
  const first = ["-t", "5", "-c:a", "libopus"];
  const second = ["-ss", "5", "-ac", "2", "-c:a", "libvorbis"];

  async function chain(name: string, change = (bytes: Buffer): Buffer => bytes): Promise<Buffer> {
    await encode("first.ogg", ...first);
    await encode("second.ogg", ...second);
    const bytes = Buffer.concat([change(await readFile(at("first.ogg"))), await readFile(at("second.ogg"))]);
    await writeFile(at(name), bytes);
    return bytes;
  }
  const links = async (name: string): Promise<ChainedRecording["links"]> => {
    const opened = await openOgg(await openLocalRecording(at(name)), new AbortController().signal);
    return opened !== undefined && "links" in opened ? opened.links : [];
  };

  test("is a link each, with its own codec, rate and channels", async () => {
    await chain("chain.ogg");
    const [opus, vorbis, ...more] = await links("chain.ogg");
    expect(opus?.direct?.info).toMatchObject({ codec: "opus", channels: 1, sampleRate: 48_000 });
    expect(vorbis?.direct?.info).toMatchObject({ codec: "vorbis", channels: 2, sampleRate: 44_100 });
    expect(opus?.direct?.info.durationSeconds).toBeCloseTo(5, 3);
    expect(vorbis?.direct?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS - 5, 3);
    expect(more).toEqual([]);
  });

  test("is told however the bytes arrive", async () => {
    const bytes = await chain("parts.ogg");
    const recording = await openLocalRecording(at("parts.ogg"));
    const signal = new AbortController().signal;
    const whole = await readLinks(recording, signal);
    for (const length of [1_000, 4_099, 70_001]) {
      async function* stream(): AsyncGenerator<Buffer> {
        for (let from = 0; from < bytes.length; from += length)
          yield Promise.resolve(bytes.subarray(from, from + length));
      }
      const found = await readLinks({ ...recording, stream }, signal);
      expect(found.map(({ stream: { codec: _, ...rest } = {} }) => rest)).toEqual(
        whole.map(({ stream: { codec: _, ...rest } = {} }) => rest),
      );
    }
  });

  test("goes on behind one that breaks off within a page", async () => {
    const bytes = await chain("broken.ogg", (opus) => opus.subarray(0, opus.length - 1_000));
    const [opus, vorbis] = await links("broken.ogg");
    expect(opus?.direct?.info.durationSeconds).toBeGreaterThan(3.5);
    expect(vorbis?.direct?.info.durationSeconds).toBeCloseTo(DURATION_SECONDS - 5, 3);
    expect(vorbis?.from).toBe(bytes.length - (await stat(at("second.ogg"))).size);
  });

  test("is alone where the first has no sound", async () => {
    await chain("mute.ogg", (opus) => opus.subarray(0, 200));
    expect((await links("mute.ogg")).map(({ direct }) => direct?.info.codec)).toEqual(["vorbis"]);
  });

  test("is left to ffmpeg alone where only that can read it", async () => {
    await chain("damaged.ogg", (opus) =>
      Buffer.from(opus).fill(0, opus.length >> 1, (opus.length >> 1) + 9_000),
    );
    expect((await links("damaged.ogg")).map(({ direct }) => direct?.info.codec)).toEqual([
      undefined,
      "vorbis",
    ]);
  });

  test("is one recording where they go on side by side", async () => {
    await encode("first.ogg", ...first);
    await encode("second.ogg", ...second);
    const opus = await readFile(at("first.ogg"));
    const half = opus.indexOf("OggS", opus.length >> 1);
    await writeFile(
      at("beside.ogg"),
      Buffer.concat([opus.subarray(0, half), await readFile(at("second.ogg")), opus.subarray(half)]),
    );
    const found = await readLinks(await openLocalRecording(at("beside.ogg")), new AbortController().signal);
    const { size } = await stat(at("beside.ogg"));
    expect(found).toEqual([{ from: 0, to: size, pagesEnd: size, stream: undefined }]);
  });
});

describe("what is left to ffmpeg", () => {
  test.each<{ name: string; needs?: string; make: (path: string) => Promise<void> }>([
    { name: "FLAC in Ogg", make: (path) => ffmpeg("-i", at("a.wav"), "-c:a", "flac", "-f", "ogg", path) },
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
    expect(await open(openOne, at(name))).toBeUndefined();
  });
});
