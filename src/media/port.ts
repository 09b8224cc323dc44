import type { AudioInfo, MonoRange, ThinnedRange } from "../domain/audio.js";
import type { Loudness, PlannedPiece } from "../domain/cut-plan.js";
import type { Span } from "../domain/spans.js";

/** A recording's bytes, wherever they lie. */
export interface RecordingBytes {
  sizeBytes: number;
  /** Bytes from `from` up to but not including `to`; fewer where the recording ends before. */
  read(from: number, to: number): Promise<Buffer>;
  /** All bytes from `from` on, in order, in bounded memory: each buffer is the caller's only until the next is asked for. */
  stream(from: number): AsyncIterable<Buffer>;
  /** Path of a local copy for ffmpeg, fetched when first asked for; what keeps ffmpeg from reading it may be mended in it. */
  localPath(signal: AbortSignal): Promise<string>;
}

/**
 * What a piece's file consists of: its parts, one after the other. `from` and `to` (exclusive) are bytes of the recording;
 * where there is `swap`, they are samples of so many bytes whose big end comes first and has to come last. `mono` and `thinned` are
 * samples of which one channel of 16 bits is to be made.
 */
export type PieceContent =
  | { bytes: Buffer }
  | { from: number; to: number; swap?: number }
  | { mono: MonoRange }
  | { thinned: ThinnedRange }
  | { path: string };

/** A piece of a recording, as a recipe for a file of its own. */
export interface PreparedChunk {
  index: number;
  startSeconds: number;
  endSeconds: number;
  audioStartSeconds: number;
  /** Present where the piece is one channel of the recording, counted from zero. */
  channel?: number | undefined;
  content: PieceContent[];
  /** Extension without a dot, as the speech engine should see it. */
  extension: string;
}

export interface PieceSettings {
  /** Where files are made on the way, and those that pieces consist of; made when needed, removed by the caller. */
  outputFolder: string;
}

export interface CutSettings extends PieceSettings {
  /** Most length that chunks should have about; those of short recordings are shorter. */
  nominalSeconds: number;
  /** The cut is at the quietest place in a window of this length around the nominal boundary. */
  searchWindowSeconds: number;
  /** `by_channel`: each channel of each piece is a piece by itself. */
  speakers: "together" | "by_channel";
}

/** A piece of the recording, or of one of its channels. */
export type WantedPiece = PlannedPiece & { channel?: number | undefined };

/** A stretch of the recording, or of one of its channels. */
export type WantedSpan = Span & { channel?: number | undefined };

/** Reads and cuts recordings. Aborting a signal ends the subprocess that may be at work. */
export interface MediaTools {
  /** Throws DiaristError `not_audio`, `audio_unreadable` or `audio_empty`. */
  probe(recording: RecordingBytes, signal: AbortSignal): Promise<AudioInfo>;
  /** Cuts the whole recording in order, yielding each piece as soon as it is there. */
  cut(
    recording: RecordingBytes,
    info: AudioInfo,
    settings: CutSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk>;
  /** Cuts just these pieces out. */
  cutPieces(
    recording: RecordingBytes,
    info: AudioInfo,
    pieces: readonly WantedPiece[],
    settings: PieceSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk>;
  /** Decodes just these spans and measures how loud they are, in their order. */
  measure(
    recording: RecordingBytes,
    info: AudioInfo,
    spans: readonly WantedSpan[],
    settings: PieceSettings,
    signal: AbortSignal,
  ): Promise<Loudness[]>;
}
