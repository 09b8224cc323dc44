import { appendFile, mkdtemp, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLocalRecording } from "../../src/media/local-recording.js";
import { createMediaTools } from "../../src/media/media-tools.js";
import { gather } from "../../src/media/piece-content.js";
import { canEncode, ffmpeg, ffmpegPath, hear } from "./ffmpeg.js";
import { locate, phrases, writeWav } from "./sound.js";

/*
 * Hours of recording, made without hours of encoding, with a mark near the end.
 */
const RATE = 16_000;
const HEARD_RATE = 4_000;
const MARK_SECONDS = 6;
/** `#!AMR` and a new line. */
const MAGIC_BYTES = 6;
const FILLER_SECONDS = 60;
const media = createMediaTools({ ffmpegPath });
const never = new AbortController().signal;
let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-depth-"));
  await writeWav(at("mark.wav"), phrases(MARK_SECONDS, RATE, false), RATE);
  await writeWav(at("filler.wav"), phrases(FILLER_SECONDS, RATE), RATE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How late the mark is in a piece that is cut around the place where it should be. */
async function lateness(path: string, markAt: number, tools = media): Promise<number> {
  const recording = await openLocalRecording(path);
  const info = await tools.probe(recording, never);
  expect(info.durationSeconds).toBeGreaterThan(markAt);
  const span = { start: markAt - 1, end: markAt + 4, audioStart: markAt - 1, audioEnd: markAt + 4 };
  const settings = { outputFolder: at("pieces") };
  for await (const piece of tools.cutPieces(recording, info, [{ index: 0, ...span }], settings, never)) {
    await writeFile(at("piece"), await gather(recording, piece.content));
    const heard = await hear(at("piece"), HEARD_RATE);
    const from = Math.round((markAt + 1 - piece.audioStartSeconds) * HEARD_RATE);
    const expected = piece.audioStartSeconds + from / HEARD_RATE - markAt;
    const mark = phrases(MARK_SECONDS, HEARD_RATE, false);
    const found = locate(mark, heard.subarray(from, from + 2_000), expected, HEARD_RATE);
    expect(found.likeness).toBeGreaterThan(0.6);
    return found.lateSeconds;
  }
  throw new Error("There was no piece");
}

async function filled(path: string, filler: Buffer, times: number): Promise<void> {
  await writeFile(path, "");
  const block = Buffer.concat(Array.from({ length: 20 }, () => filler));
  for (let count = 0; count < times; count += 20) await appendFile(path, block);
}

test.each([
  { name: "constant bit rate", args: ["-b:a", "24k"] },
  { name: "variable bit rate without an index", args: ["-q:a", "7"] },
])("ten hours of mp3, $name, keep their times", async ({ args }) => {
  const bare = ["-write_xing", "0", "-id3v2_version", "0"];
  for (const name of ["filler", "mark"])
    await ffmpeg("-i", at(`${name}.wav`), ...args, ...bare, at(`${name}.mp3`));
  const filler = await openLocalRecording(at("filler.mp3"));
  const { durationSeconds } = await media.probe(filler, never);
  await filled(at("long.mp3"), await readFile(at("filler.mp3")), 600);
  await appendFile(at("long.mp3"), await readFile(at("mark.mp3")));
  // Such a file does not tell its encoder's delay, 1,105 samples, half of which is taken off.
  const heardAt = 600 * durationSeconds + 1105 / RATE;
  expect(Math.abs(await lateness(at("long.mp3"), heardAt - 1105 / 2 / RATE))).toBeLessThan(0.005);
});

test("ten hours of amr that is handed on keep their times", async () => {
  if (!(await canEncode("libopencore_amrnb"))) return;
  for (const name of ["filler", "mark"])
    await ffmpeg("-i", at(`${name}.wav`), "-ar", "8000", "-b:a", "4.75k", at(`${name}.amr`));
  const frames = async (name: string): Promise<Buffer> => (await readFile(at(name))).subarray(MAGIC_BYTES);
  const { durationSeconds } = await media.probe(await openLocalRecording(at("filler.amr")), never);
  await filled(at("frames"), await frames("filler.amr"), 600);
  const magic = (await readFile(at("mark.amr"))).subarray(0, MAGIC_BYTES);
  await writeFile(
    at("long.amr"),
    Buffer.concat([magic, await readFile(at("frames")), await frames("mark.amr")]),
  );
  const takingAll = createMediaTools({ ffmpegPath, formats: "all" });
  expect(Math.abs(await lateness(at("long.amr"), 600 * durationSeconds, takingAll))).toBeLessThan(0.025);
});

test("ten hours of wav keep their times", async () => {
  const markAt = 10 * 3600 - 30;
  const path = at("long.wav");
  await writeWav(path, phrases(1, RATE), RATE, 36_000 * RATE * 2);
  await truncate(path, 44 + 36_000 * RATE * 2);
  const file = await open(path, "r+");
  await file.write((await readFile(at("mark.wav"))).subarray(44), 0, undefined, 44 + markAt * RATE * 2);
  await file.close();
  expect(Math.abs(await lateness(path, markAt))).toBeLessThan(0.001);
});

test("hours of m4a keep their times", async () => {
  const markAt = 2 * 3600 - 30;
  const silence = `anullsrc=r=${String(RATE)}:cl=mono:d=${String(markAt)}`;
  const joined = ["-f", "lavfi", "-i", silence, "-i", at("mark.wav"), "-filter_complex", "concat=v=0:a=1"];
  await ffmpeg(...joined, "-c:a", "aac", "-b:a", "32k", at("long.m4a"));
  expect(Math.abs(await lateness(at("long.m4a"), markAt))).toBeLessThan(0.025);
});

test("ten hours of ogg after ogg, of different kinds, keep their times", async () => {
  const kinds = [
    ["-c:a", "libopus", "-b:a", "16k"],
    ["-c:a", "libvorbis", "-ar", "44100", "-ac", "2", "-q:a", "0"],
  ];
  const fillers = [];
  for (const [index, args] of kinds.entries()) {
    const path = at(`filler${String(index)}.ogg`);
    await ffmpeg("-i", at("filler.wav"), ...args, path);
    fillers.push(await readFile(path));
  }
  await ffmpeg("-i", at("mark.wav"), ...(kinds[0] ?? []), at("mark.ogg"));
  await filled(at("long.ogg"), Buffer.concat(fillers), 300);
  await appendFile(at("long.ogg"), await readFile(at("mark.ogg")));
  expect(Math.abs(await lateness(at("long.ogg"), 600 * FILLER_SECONDS))).toBeLessThan(0.025);
});
