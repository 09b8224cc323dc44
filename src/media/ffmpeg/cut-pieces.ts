import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DiaristError } from "../../domain/errors.js";
import type { CutPiece } from "../cut-source.js";
import type { WantedPiece } from "../port.js";
import { pipeName, type RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, channelFilter, inputArgs, seconds } from "./input.js";
import { createPacketReader, PACKET_LIST, type PacketSummary } from "./packets.js";
import { FLAC, RECODED, type PieceFormat } from "./piece-format.js";
import { lastLine } from "./recording.js";
import type { IndexedFile } from "./source.js";

/** Without packets that lie before the place sought, which muxers would keep and hide from players; at the very start they are the codec's lead. */
const FROM_THE_PLACE = ["-copypriorss", "0"] as const;
/** Inputs of one process: each is an open file and a buffer or two. */
const AT_ONCE = 36;

/**
 * Cuts pieces out, many in one process, without decoding but for single channels; each tells the true time of its own
 * first packet.
 */
export async function* cutPieces(
  ffmpeg: RunFfmpeg,
  file: IndexedFile,
  wanted: readonly WantedPiece[],
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<CutPiece> {
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    yield* await cutAtOnce(ffmpeg, file, wanted.slice(at, at + AT_ONCE), folder, signal);
}

async function cutAtOnce(
  ffmpeg: RunFfmpeg,
  file: IndexedFile,
  wanted: readonly WantedPiece[],
  folder: string,
  signal: AbortSignal,
): Promise<CutPiece[]> {
  const pieces = wanted.map((piece) => {
    const { index, audioStart, audioEnd, channel } = piece;
    const format = channel === undefined ? file.format : FLAC;
    // The first piece also takes a codec's lead, which may lie before time zero.
    const from = audioStart <= 0 ? 0 : Math.max(0, audioStart - file.shiftSeconds);
    const to = audioEnd - file.shiftSeconds;
    return {
      wanted: piece,
      format,
      path: join(folder, `${String(index).padStart(4, "0")}.${format.extension}`),
      from,
      input: inputArgs(file, [...(from > 0 ? ["-ss", seconds(from)] : []), ...["-t", seconds(to - from)]]),
      packets: createPacketReader(),
    };
  });
  const run = await ffmpeg(
    [
      ...pieces.flatMap(({ input }) => input),
      ...pieces.flatMap(({ wanted: { channel }, format, path, from }, index) => {
        const packets = ["-map", `${String(index)}:a:0`, ...(from > 0 ? FROM_THE_PLACE : [])];
        const first = ["-c", "copy", "-frames:a", "1", ...PACKET_LIST, pipeName(index)];
        const output =
          channel === undefined
            ? [...packets, ...format.outputArgs]
            : ["-map", `${String(index)}:a:0`, ...channelFilter(channel), ...RECODED, "-f", "flac"];
        return [...output, ...BARE_OUTPUT, "-y", `file:${path}`, ...packets, ...first];
      }),
    ],
    signal,
    pieces.map(
      ({ packets }) =>
        (bytes) =>
          packets.add(bytes),
    ),
  );
  return Promise.all(
    pieces.map(async ({ wanted: piece, format, path, from, packets }) => {
      const first = packets.summary();
      const made = await stat(path).catch(() => undefined);
      if (first === undefined || made === undefined || made.size === 0)
        throw new DiaristError("audio_unreadable", `A piece of the recording is missing: ${lastLine(run)}`);
      const heardFrom = await firstSampleSeconds(piece, format, path, first, from);
      return {
        wanted: piece,
        content: [{ path }],
        extension: format.extension,
        audioStartSeconds: from + heardFrom + file.shiftSeconds,
      };
    }),
  );
}

/** When a piece begins to sound, after `from`. */
async function firstSampleSeconds(
  piece: WantedPiece,
  format: PieceFormat,
  path: string,
  first: PacketSummary,
  from: number,
): Promise<number> {
  // What is decoded begins at the sample that was asked for.
  if (piece.channel !== undefined && from > 0) return 0;
  const skippedByHeader = (await format.finish?.(path)) ?? 0;
  return (format.firstPacketIsMute === true ? first.endSeconds : first.startSeconds) + skippedByHeader;
}
