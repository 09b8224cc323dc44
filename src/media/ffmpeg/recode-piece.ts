import { stat } from "node:fs/promises";
import { DiaristError } from "../../domain/errors.js";
import { readContent } from "../piece-content.js";
import type { PieceContent, RecordingBytes } from "../port.js";
import type { FfmpegRun, RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, channelFilter, pipedInputArgs } from "./input.js";
import { RECODED } from "./piece-format.js";
import { lastLine } from "./recording.js";

/** Decodes one piece into 16 kHz FLAC of one channel: `channel`, or all together. */
export async function recodePiece(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  content: readonly PieceContent[],
  channel: number | undefined,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const run = await ffmpeg(
    [
      ...["-filter_threads", "1", ...pipedInputArgs(), "-map", "0:a:0", ...channelFilter(channel)],
      ...["-ac", "1", ...RECODED, ...BARE_OUTPUT, "-f", "flac", "-y", `file:${path}`],
    ],
    signal,
    [],
    [readContent(recording, content)],
  );
  await refuseEmpty(path, run);
}

/** Throws `audio_unreadable` where ffmpeg made no file of a piece. */
export async function refuseEmpty(path: string, run: FfmpegRun): Promise<void> {
  const made = await stat(path).catch(() => undefined);
  if (made === undefined || made.size === 0)
    throw new DiaristError(
      "audio_unreadable",
      `A piece of the recording cannot be decoded: ${lastLine(run)}`,
    );
}
