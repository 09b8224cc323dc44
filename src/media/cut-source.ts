import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AudioInfo } from "../domain/audio.js";
import { DiaristError } from "../domain/errors.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs } from "./input.js";
import { copiedFormat, FLAC, WAV, type PieceFormat } from "./piece-format.js";
import { lastLine, openRecording, readPackets, type Recording } from "./recording.js";

/*
 * Cutting needs a file in which any place is found at once and exactly. Raw PCM is one already. Other recordings are put
 * into Matroska on the way through, which indexes packets by the times that they really have:
 *
 *   as they are   MP3, AAC, Opus, Vorbis and FLAC without gaps: a pass without decoding
 *   recoded       16 kHz mono FLAC, gaps filled with silence: other codecs (AMR, WMA, …), recordings with gaps or whose
 *                 set-up changes on the way, and audio too bulky for a speech service; this decodes the recording once
 */
export interface CutSource {
  path: string;
  options: readonly string[];
  /** Add this to a time of the file, as ffmpeg counts it, for the time of the recording. */
  shiftSeconds: number;
  sampleRate: number;
  format: PieceFormat;
}

/** What no engine hears the loss of: Whisper's own sample rate and channel. */
const RECODED_RATE = 16_000;
const RECODED = ["-ac", "1", "-ar", String(RECODED_RATE), "-c:a", "flac", "-compression_level", "0"] as const;
/** Half of the 50 ms that times may be off. */
const MOST_GAP_SECONDS = 0.025;
const SEEKABLE_PCM = new Set(["wav", "w64", "aiff", "caf"]);
const PCM_SAMPLE_BYTES = 2;

/** Makes the recording ready for cutting, with a scratch file in `folder` where one is needed. */
export async function openCutSource(
  ffmpeg: RunFfmpeg,
  path: string,
  info: AudioInfo,
  limits: { folder: string; longestPieceSeconds: number; maxPieceBytes: number },
  signal: AbortSignal,
): Promise<CutSource> {
  const recording = await openRecording(ffmpeg, path, signal);
  const fits = (bytesPerSecond: number): boolean =>
    bytesPerSecond * limits.longestPieceSeconds <= limits.maxPieceBytes;
  const scratch = join(limits.folder, "scratch.mka");

  if (info.codec.startsWith("pcm_") && SEEKABLE_PCM.has(info.container)) {
    if (fits(info.sampleRate * info.channels * PCM_SAMPLE_BYTES))
      return {
        path,
        options: recording.options,
        shiftSeconds: -recording.zeroSeconds,
        sampleRate: info.sampleRate,
        format: WAV,
      };
    return recode(ffmpeg, recording, scratch, signal);
  }

  const format = copiedFormat(info.codec);
  if (format === undefined) return recode(ffmpeg, recording, scratch, signal);
  const packets = await readPackets(ffmpeg, recording, signal, {
    copyTo: ["-f", "matroska", "-y", `file:${scratch}`],
  });
  const isEven = packets.gapSeconds <= MOST_GAP_SECONDS && !packets.changesSetup;
  if (!isEven || !fits(packets.sizeBytes / info.durationSeconds))
    return recode(ffmpeg, recording, scratch, signal);
  // Versions of ffmpeg differ in whether the codec's lead lies before Matroska's time zero.
  const first = await readPackets(ffmpeg, { path: scratch, options: [] }, signal, { firstOnly: true });
  return {
    path: scratch,
    options: [],
    shiftSeconds: packets.startSeconds - first.startSeconds - recording.zeroSeconds,
    sampleRate: info.sampleRate,
    format,
  };
}

async function recode(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  scratch: string,
  signal: AbortSignal,
): Promise<CutSource> {
  await rm(scratch, { force: true });
  const run = await ffmpeg(
    [
      ...["-filter_threads", "1", ...inputArgs(recording.path, recording.options)],
      // Silence where packets are missing, so that samples count the recording's time.
      ...["-map", "0:a:0", "-af", "aresample=async=1:first_pts=0:min_hard_comp=0.02", ...RECODED],
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
    options: [],
    shiftSeconds: -recording.zeroSeconds,
    sampleRate: RECODED_RATE,
    format: FLAC,
  };
}
