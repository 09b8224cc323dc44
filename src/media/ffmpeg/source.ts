import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AudioInfo } from "../../domain/audio.js";
import {
  longestPieceSeconds,
  SHORTEST_BULKY_PIECE_SECONDS,
  type CutLimits,
  type CutSource,
} from "../cut-source.js";
import { cutPieces } from "./cut-pieces.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import type { LocalFile } from "./input.js";
import { measureLoudness } from "./measure.js";
import { copiedFormat, type PieceFormat } from "./piece-format.js";
import { openRecoded } from "./recoded-source.js";
import { openRecording, readPackets, type Recording } from "./recording.js";

/*
 * Cutting needs a file in which any place is found at once and exactly. What no reader of ours understands becomes one:
 *
 *   as it is   MP3, AAC, Opus, Vorbis and FLAC without gaps: put into Matroska, which indexes packets by the times that they
 *              really have, by a pass without decoding
 *   recoded    other codecs (AMR, WMA, …), recordings with gaps or whose set-up changes on the way, and audio too bulky for
 *              a speech service: decoded once, see recoded-source.ts
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
  file: LocalFile,
  info: AudioInfo,
  limits: CutLimits,
  signal: AbortSignal,
): Promise<CutSource> {
  await mkdir(limits.outputFolder, { recursive: true });
  const folder = await mkdtemp(join(limits.outputFolder, "indexed-"));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const scratch = join(folder, "scratch.mka");
    const recording = await openRecording(ffmpeg, file, signal);
    const copy = await indexed(ffmpeg, recording, info, limits, scratch, signal);
    if (copy === undefined) return await openRecoded(ffmpeg, recording, info, limits, folder, signal);
    return {
      longestPieceSeconds: copy.longestPieceSeconds,
      measure: (spans) => measureLoudness(ffmpeg, copy, spans, signal),
      cut: (pieces) => cutPieces(ffmpeg, copy, pieces, limits.outputFolder, signal),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Undefined where the recording has to be recoded. */
async function indexed(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  info: AudioInfo,
  { maxPieceBytes }: CutLimits,
  scratch: string,
  signal: AbortSignal,
): Promise<IndexedFile | undefined> {
  const format = copiedFormat(info.codec);
  if (format === undefined) return undefined;
  const packets = await readPackets(ffmpeg, recording, signal, {
    copyTo: ["-f", "matroska", "-y", `file:${scratch}`],
  });
  const isEven = packets.gapSeconds <= MOST_GAP_SECONDS && !packets.changesSetup;
  const longest = longestPieceSeconds(
    { sizeBytes: packets.sizeBytes, durationSeconds: info.durationSeconds, isEven: false },
    maxPieceBytes,
  );
  if (!isEven || longest < Math.min(SHORTEST_BULKY_PIECE_SECONDS, info.durationSeconds)) return undefined;
  // Versions of ffmpeg differ in whether the codec's lead lies before Matroska's time zero.
  const first = await readPackets(ffmpeg, { file: { path: scratch }, options: [] }, signal, {
    firstOnly: true,
  });
  return {
    path: scratch,
    shiftSeconds: packets.startSeconds - first.startSeconds - recording.zeroSeconds,
    sampleRate: info.sampleRate,
    format,
    longestPieceSeconds: longest,
  };
}
