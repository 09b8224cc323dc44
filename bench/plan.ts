/*
 * What planning costs: CPU seconds per audio hour of probe and cut, and of what pieces are made on their way to the engine, all
 * processes counted, against one plain ffmpeg decode of the same file to 16 kHz mono in the same run.
 *
 *   tsx bench/plan.ts [minutes] [ffmpeg] [name…]   prints a table and writes bench/results/plan.json
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMixed, mixedRange, type MixedRange } from "../src/domain/audio.js";
import { createMonoMixer } from "../src/domain/mono.js";
import { openLocalRecording } from "../src/media/local-recording.js";
import { createMediaTools } from "../src/media/media-tools.js";
import type { PreparedChunk, RecordingBytes } from "../src/media/port.js";
import { BLOCK_BYTES } from "../src/storage/blocks/block-pool.js";
import { partPath } from "../src/stack/parts.js";
import { writeResults } from "./support/results.js";

/** A small picture, whose packets lie between those of the sound. */
const PICTURE = [
  "-f",
  "lavfi",
  "-i",
  "color=size=32x32:rate=5",
  "-map",
  "0:a",
  "-map",
  "1:v",
  "-shortest",
  "-c:v",
  "mpeg4",
];

/** As many blocks as make the clock's own cost small. */
const BLOCKS_READ_BYTES = 12 * BLOCK_BYTES;

const CONTAINERS: Record<string, string[]> = {
  "speech.m4a": ["-ac", "1", "-b:a", "32k"],
  "speech.mp3": ["-b:a", "128k"],
  "stereo.wav": [],
  "mono.aiff": ["-ac", "1"],
  "studio.wav": ["-ar", "96000", "-c:a", "pcm_s24le"],
  "mono16k.wav": ["-ac", "1", "-ar", "16000"],
  "speech.flac": ["-ac", "1", "-ar", "48000"],
  "speech.ogg": ["-ac", "1", "-c:a", "libopus", "-b:a", "32k"],
  "live.webm": ["-ac", "1", "-c:a", "libopus", "-b:a", "64k", "-live", "1"],
  "192k.wav": ["-ar", "192000", "-c:a", "pcm_s24le"],
  "5.1.wav": ["-ac", "6", "-ar", "48000"],
  "speech.caf": ["-ac", "1", "-c:a", "pcm_s16be"],
  "float.caf": ["-c:a", "pcm_f32le"],
  "video.mp4": [...PICTURE, "-c:a", "aac", "-b:a", "128k"],
  "video.mov": [...PICTURE, "-c:a", "aac", "-b:a", "128k"],
  "vorbis.ogg": ["-ac", "1", "-c:a", "libvorbis", "-q:a", "2"],
  "phone.3gp": ["-ac", "1", "-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"],
  "phone.amr": ["-ac", "1", "-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"],
  "speech.wma": ["-ac", "1", "-c:a", "wmav2", "-b:a", "64k"],
};

async function main(minutes: number, ffmpeg: string, names: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "diarist-bench-plan-"));
  try {
    const clock = createCpuClock(folder, ffmpeg);
    const master = join(folder, "master.wav");
    // Noise in phrases of six seconds with pauses, no two alike: what codecs find as hard as speech.
    const noise = `anoisesrc=color=pink:sample_rate=44100:amplitude=0.3:duration=${String(minutes * 60)}`;
    const phrases =
      "volume='if(lt(mod(t,7),6.2),0.6+0.4*sin(9*t),0.001)':eval=frame,aformat=channel_layouts=stereo";
    execFileSync(ffmpeg, ["-v", "error", "-f", "lavfi", "-i", noise, "-af", phrases, master]);

    const rows = [];
    for (const [name, args] of Object.entries(CONTAINERS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const path = join(folder, name);
      execFileSync(ffmpeg, ["-v", "error", "-i", master, ...args, path]);
      const decode = await clock.measure(async () => {
        const plain = [
          "-threads",
          "1",
          "-i",
          path,
          "-filter_threads",
          "1",
          "-ac",
          "1",
          "-ar",
          "16000",
          "-f",
          "s16le",
        ];
        execFileSync(clock.ffmpegPath, ["-v", "error", ...plain, "-y", "/dev/null"]);
        return Promise.resolve();
      });
      const media = createMediaTools({ ffmpegPath: clock.ffmpegPath, formats: "all" });
      const signal = new AbortController().signal;
      // Once before, so that the compiler's and the disk's first time are not counted.
      let recording = await openLocalRecording(path);
      let info = await media.probe(recording, signal);
      const probe = await clock.measure(async () => {
        recording = await openLocalRecording(path);
        info = await media.probe(recording, signal);
      });
      const pieces = mkdtempSync(join(folder, "pieces-"));
      const settings = {
        nominalSeconds: 600,
        searchWindowSeconds: 16,
        outputFolder: pieces,
        speakers: "together",
      } as const;
      const chunks: PreparedChunk[] = [];
      const cut = await clock.measure(async () => {
        for await (const chunk of media.cut(recording, info, settings, signal)) chunks.push(chunk);
      });
      const mix = await mixSeconds(recording, chunks);
      const perHour = (seconds: number): number => Math.round((seconds * 6000) / minutes) / 100;
      const row = {
        recording: name,
        pieces: `${String(chunks.length)} ${chunks[0]?.extension ?? ""}`,
        decode: perHour(decode),
        probe: perHour(probe),
        cut: perHour(cut),
        mix: perHour(mix),
        toDecode: Math.round(((probe + cut + mix) / decode) * 100) / 100,
      };
      console.log(JSON.stringify(row));
      rows.push(row);
      rmSync(pieces, { recursive: true });
      rmSync(path);
    }
    console.table(rows);
    writeResults("plan", { unit: "CPU seconds per audio hour", minutes, ffmpeg, rows });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the worker that sends pieces adds to reading them, which it does for pieces of every kind. */
async function mixSeconds(recording: RecordingBytes, chunks: readonly PreparedChunk[]): Promise<number> {
  const ranges = chunks.flatMap(({ content }) => content.filter(isMixed).map(mixedRange));
  // Once before, so that the compiler's first time is not counted.
  for (const range of ranges.slice(0, 1)) await mixRange(recording, range);
  let seconds = 0;
  for (const range of ranges) seconds += await mixRange(recording, range);
  return seconds;
}

async function mixRange(recording: RecordingBytes, range: MixedRange): Promise<number> {
  let microseconds = 0;
  const mix = createMonoMixer(range);
  for (let from = range.from; from < range.to; from += BLOCKS_READ_BYTES) {
    const bytes = await recording.read(from, Math.min(range.to, from + BLOCKS_READ_BYTES));
    const before = process.cpuUsage();
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) mix(bytes.subarray(at, at + BLOCK_BYTES));
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
  }
  return microseconds / 1e6;
}

/** Counts this process's CPU time and, by a shell around each, that of every ffmpeg it runs. */
function createCpuClock(folder: string, ffmpeg: string) {
  const ffmpegPath = join(folder, "timed-ffmpeg");
  const log = join(folder, "times");
  writeFileSync(ffmpegPath, `#!/bin/sh\n'${ffmpeg}' "$@"\ncode=$?\ntimes >> '${log}'\nexit $code\n`);
  chmodSync(ffmpegPath, 0o755);
  return {
    ffmpegPath,
    async measure(work: () => Promise<void>): Promise<number> {
      writeFileSync(log, "");
      const before = process.cpuUsage();
      await work();
      const own = process.cpuUsage(before);
      const times = readFileSync(log, "utf8").matchAll(/(\d+)m([\d.]+)s/g);
      const children = [...times].reduce((sum, [, min, sec]) => sum + Number(min) * 60 + Number(sec), 0);
      return (own.user + own.system) / 1e6 + children;
    },
  };
}

const [minutes = "60", ffmpeg = partPath("ffmpeg"), ...names] = process.argv.slice(2);
await main(Number(minutes), ffmpeg, names);
