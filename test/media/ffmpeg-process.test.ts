import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { createFfmpeg } from "../../src/media/ffmpeg/ffmpeg-process.js";
import { ffmpegPath } from "./ffmpeg.js";

/** Writes sound for ever, as fast as it plays. */
const endless = ["-re", "-f", "lavfi", "-i", "sine", "-f", "s16le", "pipe:1"];

/** Whether a process runs whose command line holds `mark`. */
async function isRunning(mark: string): Promise<boolean> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    processes.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.some((line) => line.includes(mark));
}

test.runIf(process.platform === "linux")("aborting ends ffmpeg and rejects with the reason", async () => {
  const mark = `comment=${crypto.randomUUID()}`;
  const controller = new AbortController();
  let started: (() => void) | undefined;
  const sounding = new Promise<void>((resolve) => (started = resolve));
  const run = createFfmpeg(ffmpegPath)(
    ["-re", "-f", "lavfi", "-i", "sine", "-metadata", mark, "-f", "s16le", "pipe:1"],
    controller.signal,
    [() => started?.()],
  );
  await sounding;
  expect(await isRunning(mark)).toBe(true);
  controller.abort(new Error("cancelled by its owner"));
  await expect(run).rejects.toThrow("cancelled by its owner");
  expect(await isRunning(mark)).toBe(false);
});

test("a run past its deadline is ended and may be tried again", async () => {
  const run = createFfmpeg(ffmpegPath, 300)(endless, new AbortController().signal, [() => undefined]);
  await expect(run).rejects.toMatchObject({ code: "internal_error", retryable: true });
});

test("a program that is not there is named", async () => {
  const run = createFfmpeg("/nowhere/ffmpeg")([], new AbortController().signal);
  await expect(run).rejects.toThrow("/nowhere/ffmpeg");
});

test("an aborted signal starts nothing", async () => {
  const run = createFfmpeg(ffmpegPath)(endless, AbortSignal.abort(new Error("too late")));
  await expect(run).rejects.toThrow("too late");
});

test.skipIf(process.platform === "win32")("inputs may be left unread", async () => {
  const folder = await mkdtemp(join(tmpdir(), "diarist-unread-"));
  const reader = join(folder, "reader");
  await writeFile(reader, "#!/bin/sh\nsleep 0.2\n", { mode: 0o755 });
  const bytes = [1_000, 100_000, 100_000, 1_000_000];
  const inputs = bytes.map((length) => Readable.from([Buffer.alloc(length)]));
  const run = await createFfmpeg(reader)([], new AbortController().signal, [], inputs);
  expect(run.exitCode).toBe(0);
  await rm(folder, { recursive: true });
});
