import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AudioInfo } from "../../domain/audio.js";
import { DiaristError } from "../../domain/errors.js";
import {
  longestPieceSeconds,
  SHORTEST_BULKY_PIECE_SECONDS,
  type CutLimits,
  type CutSource,
} from "../cut-source.js";
import { cutPieces } from "./cut-pieces.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs } from "./input.js";
import { measureLoudness } from "./measure.js";
import { copiedFormat, FLAC, RECODED, RECODED_RATE, type PieceFormat } from "./piece-format.js";
import { lastLine, openRecording, readPackets, type Recording } from "./recording.js";

/*
 * Cutting needs a file in which any place is found at once and exactly. What no reader of ours understands is put into
 * Matroska on the way through, which indexes packets by the times that they really have:
 *
 *   as they are   MP3, AAC, Opus, Vorbis and FLAC without gaps: a pass without decoding
 *   recoded       16 kHz FLAC, gaps filled with silence: other codecs (AMR, WMA, …), recordings with gaps or whose
 *                 set-up changes on the way, and audio too bulky for a speech service; this decodes the recording once
 */
export interface IndexedFile {
  path: string;
  /** Add this to a time of the file, as ffmpeg counts it, for the time of the recording. */
  shiftSeconds: number;
  sampleRate: number;
  format: PieceFormat;
  longestPieceSeconds: number;
}

/** Half of the 50 ms that times may be off. */
const MOST_GAP_SECONDS = 0.025;

/** Makes the recording ready for cutting by ffmpeg, with a scratch file beside the pieces. */
export async function openFfmpegSource(
  ffmpeg: RunFfmpeg,
  path: string,
  info: AudioInfo,
  limits: CutLimits,
  signal: AbortSignal,
): Promise<CutSource> {
  await mkdir(limits.outputFolder, { recursive: true });
  const folder = await mkdtemp(join(limits.outputFolder, "indexed-"));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const scratch = join(folder, "scratch.mka");
    const file = await indexed(ffmpeg, path, info, limits, scratch, signal);
    return {
      longestPieceSeconds: file.longestPieceSeconds,
      measure: (spans) => measureLoudness(ffmpeg, file, spans, signal),
      cut: (pieces) => cutPieces(ffmpeg, file, pieces, limits.outputFolder, signal),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function indexed(
  ffmpeg: RunFfmpeg,
  path: string,
  info: AudioInfo,
  { maxPieceBytes, byChannel }: CutLimits,
  scratch: string,
  signal: AbortSignal,
): Promise<IndexedFile> {
  const recording = await openRecording(ffmpeg, path, signal);
  const format = copiedFormat(info.codec);
  if (format === undefined) return recode(ffmpeg, recording, byChannel, scratch, signal);
  const packets = await readPackets(ffmpeg, recording, signal, {
    copyTo: ["-f", "matroska", "-y", `file:${scratch}`],
  });
  const isEven = packets.gapSeconds <= MOST_GAP_SECONDS && !packets.changesSetup;
  const longest = longestPieceSeconds(
    { sizeBytes: packets.sizeBytes, durationSeconds: info.durationSeconds, isEven: false },
    maxPieceBytes,
  );
  if (!isEven || longest < Math.min(SHORTEST_BULKY_PIECE_SECONDS, info.durationSeconds))
    return recode(ffmpeg, recording, byChannel, scratch, signal);
  // Versions of ffmpeg differ in whether the codec's lead lies before Matroska's time zero.
  const first = await readPackets(ffmpeg, { path: scratch, options: [] }, signal, { firstOnly: true });
  return {
    path: scratch,
    shiftSeconds: packets.startSeconds - first.startSeconds - recording.zeroSeconds,
    sampleRate: info.sampleRate,
    format,
    longestPieceSeconds: longest,
  };
}

async function recode(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  byChannel: boolean,
  scratch: string,
  signal: AbortSignal,
): Promise<IndexedFile> {
  await rm(scratch, { force: true });
  const run = await ffmpeg(
    [
      ...["-filter_threads", "1", ...inputArgs(recording.path, recording.options)],
      // Silence where packets are missing, so that samples count the recording's time.
      ...["-map", "0:a:0", "-af", "aresample=async=1:first_pts=0:min_hard_comp=0.02"],
      ...[...(byChannel ? [] : ["-ac", "1"]), ...RECODED],
      ...[...BARE_OUTPUT, "-f", "matroska", "-y", `file:${scratch}`],
    ],
    signal,
  );
  // ffmpeg ends with an error where a file breaks off; what came before that is good.
  const made = await stat(scratch).catch(() => undefined);
  if (made === undefined || made.size === 0)
    throw new DiaristError("audio_unreadable", `The recording cannot be decoded: ${lastLine(run)}`);
  return {
    path: scratch,
    shiftSeconds: -recording.zeroSeconds,
    sampleRate: RECODED_RATE,
    format: FLAC,
    // 10 minutes are at most 19 MB, were they noise.
    longestPieceSeconds: Infinity,
  };
}
