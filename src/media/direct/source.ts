import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  longestPieceSeconds,
  SHORTEST_BULKY_PIECE_SECONDS,
  type CutLimits,
  type CutPiece,
  type CutSource,
} from "../cut-source.js";
import type { RunFfmpeg } from "../ffmpeg/ffmpeg-process.js";
import { recodePiece } from "../ffmpeg/recode-piece.js";
import { contentBytes, gather } from "../piece-content.js";
import type { PieceContent, RecordingBytes, WantedPiece } from "../port.js";
import { measureExcerpts } from "./measure.js";
import type { DirectRecording, RawRecording } from "./port.js";

/** A recipe of more parts is longer than a history should bear: the sound of a video lies in hundreds of short ranges. */
const MOST_PARTS = 12;

/** Cuts a recording that is read without ffmpeg; only single channels and what is too bulky go through it. */
export function openDirectSource(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  direct: DirectRecording | RawRecording,
  { outputFolder, maxPieceBytes }: CutLimits,
  signal: AbortSignal,
): CutSource {
  const { info, soundBytes } = direct;
  const longest = longestPieceSeconds(
    { sizeBytes: soundBytes, durationSeconds: info.durationSeconds, isEven: info.codec.startsWith("pcm_") },
    maxPieceBytes,
  );
  const isBulky = longest < Math.min(SHORTEST_BULKY_PIECE_SECONDS, info.durationSeconds);

  async function cutOne(wanted: WantedPiece): Promise<CutPiece> {
    const span = { start: wanted.audioStart, end: wanted.audioEnd };
    const isRaw = "measure" in direct;
    const piece = await (isRaw ? direct.piece({ ...span, channel: wanted.channel }) : direct.piece(span));
    const { audioStartSeconds } = piece;
    const isSmall = contentBytes(piece.content) <= maxPieceBytes;
    const channelToPick = isRaw ? undefined : wanted.channel;
    if (isSmall && channelToPick === undefined)
      return { ...piece, wanted, content: await fewParts(recording, piece.content) };
    await mkdir(outputFolder, { recursive: true });
    const path = join(outputFolder, `${String(wanted.index).padStart(4, "0")}.flac`);
    await recodePiece(ffmpeg, recording, piece.content, channelToPick, path, signal);
    return { wanted, content: [{ path }], extension: "flac", audioStartSeconds };
  }

  return {
    longestPieceSeconds: isBulky ? Infinity : longest,
    measure: (spans) => measureExcerpts(ffmpeg, direct, spans, signal),
    async *cut(pieces) {
      for (const piece of pieces) {
        signal.throwIfAborted();
        yield await cutOne(piece);
      }
    },
    close: () => Promise.resolve(),
  };
}

async function fewParts(recording: RecordingBytes, content: PieceContent[]): Promise<PieceContent[]> {
  return content.length <= MOST_PARTS ? content : [{ bytes: await gather(recording, content) }];
}
