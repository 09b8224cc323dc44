import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedPiece } from "../domain/cut-plan.js";
import { DiaristError } from "../domain/errors.js";
import type { CutSource } from "./cut-source.js";
import { pipeName, type RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs } from "./input.js";
import { seconds } from "./loudness.js";
import { createPacketReader, PACKET_LIST } from "./packets.js";
import { lastLine } from "./recording.js";

export interface CutPiece {
  planned: PlannedPiece;
  path: string;
  /** Of the first sample that a decoder gives, in the recording's time. */
  audioStartSeconds: number;
}

/** Without packets that lie before the place sought, which muxers would keep and hide from players; at the very start they are the codec's lead. */
const FROM_THE_PLACE = ["-copypriorss", "0"] as const;

/** Cuts pieces out in one process, without decoding; each tells the true time of its own first packet. */
export async function cutPieces(
  ffmpeg: RunFfmpeg,
  source: CutSource,
  planned: readonly PlannedPiece[],
  folder: string,
  signal: AbortSignal,
): Promise<CutPiece[]> {
  const pieces = planned.map((piece) => {
    const { index, audioStart, audioEnd } = piece;
    // The first piece also takes a codec's lead, which may lie before time zero.
    const from = audioStart <= 0 ? 0 : Math.max(0, audioStart - source.shiftSeconds);
    const to = audioEnd - source.shiftSeconds;
    return {
      planned: piece,
      path: join(folder, `${String(index).padStart(4, "0")}.${source.format.extension}`),
      from,
      input: inputArgs(source.path, [
        ...source.options,
        ...(from > 0 ? ["-ss", seconds(from)] : []),
        ...["-t", seconds(to - from)],
      ]),
      packets: createPacketReader(),
    };
  });
  const run = await ffmpeg(
    [
      ...pieces.flatMap(({ input }) => input),
      ...pieces.flatMap(({ path, from }, index) => {
        const packets = ["-map", `${String(index)}:a:0`, ...(from > 0 ? FROM_THE_PLACE : [])];
        return [
          ...[...packets, ...source.format.outputArgs, ...BARE_OUTPUT, "-y", `file:${path}`],
          ...[...packets, "-c", "copy", "-frames:a", "1", ...PACKET_LIST, pipeName(index)],
        ];
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
    pieces.map(async ({ planned: piece, path, from, packets }) => {
      const first = packets.summary();
      const made = await stat(path).catch(() => undefined);
      if (first === undefined || made === undefined || made.size === 0)
        throw new DiaristError("audio_unreadable", `A piece of the recording is missing: ${lastLine(run)}`);
      const skippedByHeader = (await source.format.finish?.(path)) ?? 0;
      const heardFrom = source.format.firstPacketIsMute === true ? first.endSeconds : first.startSeconds;
      return {
        planned: piece,
        path,
        audioStartSeconds: from + heardFrom + skippedByHeader + source.shiftSeconds,
      };
    }),
  );
}
