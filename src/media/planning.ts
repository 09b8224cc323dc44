import type { AudioInfo } from "../domain/audio.js";
import { chunkSecondsFor, plannedPiece, quietestPlace, searchWindows, type Cut } from "../domain/cut-plan.js";
import { roundMs } from "../domain/spans.js";
import type { CutPiece, CutSource } from "./cut-source.js";
import type { CutSettings, PreparedChunk, WantedPiece } from "./port.js";

/** Windows that are measured together: six hours and more. What is found in them is handed on before the next. */
const WINDOWS_AT_ONCE = 36;

/** Cuts the whole recording at the quietest places near evenly long chunks' boundaries. */
export async function* planned(
  source: CutSource,
  { durationSeconds, channels }: AudioInfo,
  { nominalSeconds, searchWindowSeconds, speakers }: CutSettings,
): AsyncGenerator<PreparedChunk> {
  const chunkSeconds = chunkSecondsFor(durationSeconds, nominalSeconds);
  const windows = searchWindows(
    durationSeconds,
    chunkSeconds,
    searchWindowSeconds,
    source.longestPieceSeconds,
  );
  let from: Cut | undefined;
  let index = 0;
  let at = 0;
  do {
    const next = windows.slice(at, at + WINDOWS_AT_ONCE);
    at += next.length;
    const heard = next.length === 0 ? [] : await source.measure(next);
    const pieces: WantedPiece[] = [];
    for (const to of [...heard.map(quietestPlace), ...(at >= windows.length ? [undefined] : [])]) {
      const piece = plannedPiece(from, to, durationSeconds);
      for (const channel of speakers === "by_channel" && channels > 1 ? allChannels(channels) : [undefined]) {
        pieces.push({ ...piece, index, channel });
        index += 1;
      }
      from = to;
    }
    yield* prepared(source.cut(pieces));
  } while (at < windows.length);
}

/** Pieces as they are told to the outside. */
export async function* prepared(pieces: AsyncIterable<CutPiece>): AsyncGenerator<PreparedChunk> {
  for await (const { wanted, audioStartSeconds, content, extension } of pieces)
    yield {
      index: wanted.index,
      startSeconds: roundMs(wanted.start),
      endSeconds: roundMs(wanted.end),
      audioStartSeconds: roundMs(audioStartSeconds),
      ...(wanted.channel === undefined ? {} : { channel: wanted.channel }),
      content,
      extension,
    };
}

function allChannels(count: number): number[] {
  return Array.from({ length: count }, (_, channel) => channel);
}
