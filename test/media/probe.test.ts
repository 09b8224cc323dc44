import { mkdtemp, readFile, rm, truncate, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AudioInfo } from "../../src/domain/audio.js";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import { ffmpeg, ffmpegPath } from "./ffmpeg.js";
import { phrases, writeWav } from "./sound.js";

const media = createMediaTools({ ffmpegPath });
const never = new AbortController().signal;
let folder = "";
const at = (name: string): string => join(folder, name);
const probe = async (path: string): Promise<AudioInfo> => media.probe(await openLocalRecording(path), never);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-probe-"));
  await writeWav(at("a.wav"), phrases(5, 44_100), 44_100);
  await ffmpeg("-i", at("a.wav"), at("a.m4a"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a recording", () => {
  test("is described by its packets", async () => {
    expect(await probe(at("a.m4a"))).toEqual({
      durationSeconds: expect.closeTo(5, 1),
      codec: "aac",
      container: "mov,mp4,m4a,3gp,3g2,mj2",
      channels: 1,
      sampleRate: 44_100,
    });
  });

  test("is not told by its name", async () => {
    await writeFile(at("a.txt"), await readFile(at("a.m4a")));
    expect((await probe(at("a.txt"))).codec).toBe("aac");
  });

  test("has cover art that is not taken for video", async () => {
    await ffmpeg("-f", "lavfi", "-i", "testsrc=size=64x64", "-frames:v", "1", at("cover.jpg"));
    await ffmpeg(...["-i", at("a.wav"), "-i", at("cover.jpg"), "-map", "0", "-map", "1"], at("art.mp3"));
    const info = await probe(at("art.mp3"));
    expect(info).toMatchObject({ codec: "mp3", durationSeconds: expect.closeTo(5, 1) });
  });

  test("that breaks off is as long as what is there", async () => {
    await ffmpeg("-i", at("a.wav"), "-movflags", "+faststart", at("cut.m4a"));
    await truncate(at("cut.m4a"), Math.floor((await stat(at("cut.m4a"))).size * 0.5));
    const { durationSeconds } = await probe(at("cut.m4a"));
    expect(durationSeconds).toBeGreaterThan(1.5);
    expect(durationSeconds).toBeLessThan(3);
  });
});

describe("what is no recording", () => {
  test.each([
    {
      name: "text",
      code: "not_audio",
      make: (path: string) => writeFile(path, "Dear diary,\n".repeat(2000)),
    },
    {
      name: "a playlist",
      code: "not_audio",
      make: (path: string) => writeFile(path, `#EXTM3U\n#EXTINF:5,\nfile://${at("a.m4a")}\n#EXT-X-ENDLIST\n`),
    },
    {
      name: "a list of files",
      code: "not_audio",
      make: (path: string) => writeFile(path, `ffconcat version 1.0\nfile '${at("a.m4a")}'\n`),
    },
    {
      name: "a picture",
      code: "not_audio",
      make: (path: string) =>
        ffmpeg("-f", "lavfi", "-i", "testsrc=d=1", "-frames:v", "1", "-f", "mjpeg", path),
    },
    {
      name: "a video without sound",
      code: "not_audio",
      make: (path: string) => ffmpeg("-f", "lavfi", "-i", "testsrc=d=1", "-c:v", "mpeg4", "-f", "mp4", path),
    },
    { name: "nothing", code: "audio_empty", make: (path: string) => writeFile(path, "") },
    {
      name: "a WAV of no samples",
      code: "audio_empty",
      make: (path: string) => writeWav(path, new Float32Array(0), 8_000),
    },
    {
      name: "an M4A whose index was never written",
      code: "audio_unreadable",
      make: async (path: string) => writeFile(path, (await readFile(at("a.m4a"))).subarray(0, 9_000)),
    },
    {
      name: "an M4A full of zeros",
      code: "audio_unreadable",
      make: async (path: string) => {
        const bytes = await readFile(at("a.m4a"));
        const data = bytes.indexOf("mdat", 0, "latin1") + 4;
        await writeFile(path, bytes.fill(0xff, data, data + bytes.readUInt32BE(data - 8) - 8));
      },
    },
  ])("$name is refused as $code", async ({ name, code, make }) => {
    const path = at(`bad ${name}`);
    await make(path);
    await expect(probe(path)).rejects.toMatchObject({ code, retryable: false });
  });
});
