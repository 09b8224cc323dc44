import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AudioInfo } from "../domain/audio.js";
import {
  excerpt,
  plannedPiece,
  quietestPlace,
  searchWindows,
  silentSpans,
  type Cut,
  type PlannedPiece,
} from "../domain/cut-plan.js";
import { clamp, roundMs, type Span } from "../domain/spans.js";
import { openCutSource } from "./cut-source.js";
import { createFfmpeg, type RunFfmpeg } from "./ffmpeg-process.js";
import { measureLoudness } from "./loudness.js";
import { cutPieces } from "./pieces.js";
import type { CutSettings, MediaTools, PreparedChunk } from "./port.js";
import { probe } from "./probe.js";

export interface FfmpegMediaOptions {
  ffmpegPath: string;
  /** Bulkier audio is recoded. OpenAI's endpoint takes 25 MB, counted with the rest of the request. */
  maxPieceBytes?: number;
  /**
   * A recording up to this long is decoded whole for its silences (some 2 to 4 CPU seconds an hour, a hundredth of what
   * the engine takes); of a longer one only the search windows are decoded, and only silences in them are known.
   */
  measureWholeUpToSeconds?: number;
}

const MAX_PIECE_BYTES = 24_000_000;
const MEASURE_WHOLE_UP_TO_SECONDS = 15 * 60;
/** The first chunk is ready after one window and one cut; later ones share the start of their processes. */
const FIRST_BATCH = 1;
const NEXT_BATCHES = 12;
/** A chunk's audio is at most this much longer than nominal: 1.3 times, moved cuts, and the overlaps. */
const LONGEST_PIECE_TO_NOMINAL = 1.4;

/** Reads and cuts recordings with the ffmpeg at `ffmpegPath`; 5.1 and newer. */
export function createFfmpegMedia(options: FfmpegMediaOptions): MediaTools {
  const ffmpeg = createFfmpeg(options.ffmpegPath);
  return {
    probe: (path, signal) => probe(ffmpeg, path, signal),
    cut: (path, info, outputFolder, settings, signal) =>
      cut(ffmpeg, options, path, info, outputFolder, settings, signal),
  };
}

async function* cut(
  ffmpeg: RunFfmpeg,
  options: FfmpegMediaOptions,
  path: string,
  info: AudioInfo,
  outputFolder: string,
  settings: CutSettings,
  signal: AbortSignal,
): AsyncGenerator<PreparedChunk> {
  const { durationSeconds } = info;
  const { nominalSeconds, searchWindowSeconds } = settings;
  const folder = await mkdtemp(join(outputFolder, "cut-"));
  try {
    const source = await openCutSource(
      ffmpeg,
      path,
      info,
      {
        folder,
        longestPieceSeconds: Math.min(durationSeconds, nominalSeconds * LONGEST_PIECE_TO_NOMINAL),
        maxPieceBytes: options.maxPieceBytes ?? MAX_PIECE_BYTES,
      },
      signal,
    );
    const measure = (spans: readonly Span[]) => measureLoudness(ffmpeg, source, spans, signal);
    const whole =
      durationSeconds <= (options.measureWholeUpToSeconds ?? MEASURE_WHOLE_UP_TO_SECONDS)
        ? await measure([{ start: 0, end: durationSeconds }])
        : undefined;

    const silences = whole?.flatMap(silentSpans) ?? [];
    let from: Cut | undefined;
    let index = 0;
    for (const { windows, isLast } of inBatches(
      searchWindows(durationSeconds, nominalSeconds, searchWindowSeconds),
    )) {
      const heard =
        whole?.flatMap((all) => windows.map((window) => excerpt(all, window))) ?? (await measure(windows));
      if (whole === undefined) silences.push(...heard.flatMap(silentSpans));
      const planned: PlannedPiece[] = [];
      for (const to of [...heard.map(quietestPlace), ...(isLast ? [undefined] : [])]) {
        planned.push(plannedPiece(index, from, to, durationSeconds));
        index += 1;
        from = to;
      }
      const pieces = await cutPieces(ffmpeg, source, planned, outputFolder, signal);
      for (const { path, audioStartSeconds, ...piece } of pieces) {
        const span = { start: piece.planned.start, end: piece.planned.end };
        yield {
          index: piece.planned.index,
          startSeconds: roundMs(span.start),
          endSeconds: roundMs(span.end),
          audioStartSeconds: roundMs(audioStartSeconds),
          silences: clamp(silences, span).map(({ start, end }) => [roundMs(start), roundMs(end)]),
          path,
          extension: source.format.extension,
        };
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Windows in batches; at least one batch, which may be empty. */
function* inBatches(windows: readonly Span[]): Generator<{ windows: readonly Span[]; isLast: boolean }> {
  let at = 0;
  let size = FIRST_BATCH;
  do {
    const next = at + size;
    yield { windows: windows.slice(at, next), isLast: next >= windows.length };
    at = next;
    size = NEXT_BATCHES;
  } while (at < windows.length);
}
