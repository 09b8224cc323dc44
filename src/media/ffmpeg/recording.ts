import { open } from "node:fs/promises";
import { DiaristError } from "../../domain/errors.js";
import { readHeader } from "../direct/asf/header.js";
import { partOf } from "../direct/part.js";
import { openLocalRecording } from "../local-recording.js";
import { undeclaredDelaySeconds } from "../undeclared-delay.js";
import { pipeName, type FfmpegRun, type RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs, type LocalFile } from "./input.js";
import { createPacketReader, PACKET_LIST, type PacketSummary } from "./packets.js";

/** A recording as its first decoded sound shows it. */
export interface Recording {
  file: LocalFile;
  /** Options that this file needs to be read whole. */
  options: readonly string[];
  container: string;
  /** What ffmpeg's clock for the file has taken off the times that stand in it. */
  offsetSeconds: number;
  /** Where the recording's time begins, on ffmpeg's clock for the file, and where players begin. */
  zeroSeconds: number;
  heardFromSeconds: number;
  /** The length that its header tells, if any. */
  claimedSeconds: number | undefined;
}

/** A codec's own lead (priming) is shorter; sound that starts later does so on purpose, beside a picture. */
const LONGEST_PRIMING_SECONDS = 0.25;

/** Opens a recording and decodes its first sound. Throws `not_audio`, `audio_unreadable` or `audio_empty`. */
export async function openRecording(
  ffmpeg: RunFfmpeg,
  file: LocalFile,
  signal: AbortSignal,
): Promise<Recording> {
  const frame = createPacketReader();
  const run = await ffmpeg(
    [...inputArgs(file), "-map", "0:a:0", "-frames:a", "1", ...PACKET_LIST, pipeName(0)],
    signal,
    [(bytes) => frame.add(bytes)],
  );
  const [, container] = /^Input #0, (.+), from '/m.exec(run.stderr) ?? [];
  if (container === undefined) throw await unopened(file, run);
  if (run.stderr.includes("matches no streams"))
    throw new DiaristError("not_audio", "The file has no sound in it");

  const first = frame.summary();
  if (first === undefined || first.packetCount === 0) throw await undecoded(ffmpeg, file, run, signal);
  const streams = run.stderr.split(/^Output #0/m)[0] ?? "";
  const isSoundAlone = !/^ +Stream #0:\d+.*: Video: (?!.*\(attached pic\))/m.test(streams);
  const isPriming = Math.abs(first.startSeconds) < LONGEST_PRIMING_SECONDS;
  const heardFromSeconds =
    isSoundAlone && isPriming ? ((await wmaDelaySeconds(file, container)) ?? first.startSeconds) : 0;
  const delaySeconds = isSoundAlone ? delayOf(container, streams, first.sampleRate) : 0;
  return {
    file,
    options: await readingOptions(file, container),
    container,
    offsetSeconds: Number(/^ {2}Duration: .*, start: (-?\d+\.\d+)/m.exec(run.stderr)?.[1] ?? 0),
    zeroSeconds: heardFromSeconds + delaySeconds,
    heardFromSeconds,
    claimedSeconds: claimedSeconds(run.stderr),
  };
}

/** What holds packets without a word about their encoder. */
const TELLS_NO_DELAY = new Set(["aac", "mpegts"]);

function delayOf(container: string, streams: string, sampleRate: number): number {
  const [, codec] = / Audio: (aac|mp3)\b/.exec(streams) ?? [];
  if ((codec !== "aac" && codec !== "mp3") || !TELLS_NO_DELAY.has(container)) return 0;
  return undeclaredDelaySeconds(codec, sampleRate);
}

/** Of wma's encoder. ffmpeg's later versions leave out more than that, by their own account, and its earlier ones nothing. */
async function wmaDelaySeconds({ path, range }: LocalFile, container: string): Promise<number | undefined> {
  if (container !== "asf") return undefined;
  const file = await openLocalRecording(path);
  const header = await readHeader(range === undefined ? file : partOf(file, range.from, range.to));
  return header && (header.delayFrames * header.frameSamples) / header.sampleRate;
}

function claimedSeconds(stderr: string): number | undefined {
  // Then nobody claims it: ffmpeg guessed.
  if (stderr.includes("Estimating duration from bitrate")) return undefined;
  const [, hours, minutes, seconds] = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+),/m.exec(stderr) ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

interface ReadPacketsOptions {
  copyTo?: readonly string[];
  firstOnly?: boolean;
  from?: number;
}

/**
 * Reads packets without decoding them. `copyTo` names an output that gets them all in the same pass, `firstOnly` stops
 * after one; `from` is a place, in seconds of ffmpeg's clock for the file, before which there are none.
 */
export async function readPackets(
  ffmpeg: RunFfmpeg,
  { file, options }: Pick<Recording, "file" | "options">,
  signal: AbortSignal,
  { copyTo, firstOnly = false, from = 0 }: ReadPacketsOptions = {},
): Promise<PacketSummary> {
  const packets = createPacketReader();
  const copy = ["-map", "0:a:0", "-c", "copy"];
  const run = await ffmpeg(
    [
      ...inputArgs(file, [...options, ...(from > 0 ? ["-ss", from.toFixed(6)] : [])]),
      ...[...copy, ...(firstOnly ? ["-frames:a", "1"] : []), ...PACKET_LIST, pipeName(0)],
      ...(copyTo === undefined ? [] : [...copy, ...BARE_OUTPUT, ...copyTo]),
    ],
    signal,
    [(bytes) => packets.add(bytes)],
  );
  const summary = packets.summary();
  // ffmpeg ends with an error where a file breaks off; what came before that is good.
  if (summary === undefined || summary.packetCount === 0)
    throw new DiaristError("audio_unreadable", `The recording cannot be read: ${lastLine(run)}`);
  return {
    ...summary,
    startSeconds: summary.startSeconds + from,
    endSeconds: summary.endSeconds + from,
  };
}

/** Last line of what ffmpeg said, for people. */
export function lastLine(run: FfmpegRun): string {
  return (
    run.stderr
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.replaceAll(/file:\S+/g, "the file")
      .slice(0, 200) ?? ""
  );
}

async function unopened({ path, range }: LocalFile, run: FfmpegRun): Promise<DiaristError> {
  const head = await readHead(path, range?.from ?? 0);
  if (head.length === 0) return new DiaristError("audio_empty", "The file is empty");
  if (looksLikeMedia(head))
    return new DiaristError("audio_unreadable", `The recording is damaged: ${lastLine(run)}`);
  return new DiaristError("not_audio", "The file is not in a format that holds sound");
}

async function undecoded(
  ffmpeg: RunFfmpeg,
  file: LocalFile,
  run: FfmpegRun,
  signal: AbortSignal,
): Promise<DiaristError> {
  const packets = await readPackets(ffmpeg, { file, options: [] }, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (packets === undefined && !/Invalid data|[Ee]rror/.test(run.stderr))
    return new DiaristError("audio_empty", "The recording holds no sound data");
  // A few bytes in any file look like the start of an MP3 frame.
  if (run.stderr.includes("misdetection possible"))
    return new DiaristError("not_audio", "The file is not in a format that holds sound");
  return new DiaristError("audio_unreadable", "Nothing in the recording can be decoded");
}

/**
 * A WAV that a recorder did not finish says it is shorter than it is; then its length is the file's. Trailing chunks (tags,
 * cue points) are small beside the sound.
 */
async function readingOptions({ path, range }: LocalFile, container: string): Promise<readonly string[]> {
  if (container !== "wav") return [];
  const file = await open(path);
  try {
    const { from, to } = range ?? { from: 0, to: (await file.stat()).size };
    const head = (await file.read(Buffer.alloc(4096), 0, 4096, from)).buffer;
    const tag = head.indexOf("data", 12, "latin1");
    if (tag < 0 || tag + 8 > head.length) return [];
    const claimed = head.readUInt32LE(tag + 4);
    const actual = to - from - tag - 8;
    return claimed < actual * 0.9 ? ["-ignore_length", "1"] : [];
  } finally {
    await file.close();
  }
}

async function readHead(path: string, at: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(16), 0, 16, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes of ISO media, RIFF, Ogg, FLAC, Matroska, ASF, AIFF, CAF, AMR and MP3 with tags. */
function looksLikeMedia(head: Buffer): boolean {
  const text = head.toString("latin1");
  return /^(?:.{4}(?:ftyp|moov|mdat|wide|free|skip)|RIFF|OggS|fLaC|\x1a\x45\xdf\xa3|\x30\x26\xb2\x75|FORM|caff|#!AMR|ID3)/s.test(
    text,
  );
}
