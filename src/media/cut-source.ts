import type { Loudness } from "../domain/cut-plan.js";
import type { PieceContent, WantedPiece, WantedSpan } from "./port.js";

/** A recording opened for cutting, whoever reads it. */
export interface CutSource {
  /** Longer pieces are more than a speech service takes. */
  longestPieceSeconds: number;
  measure(spans: readonly WantedSpan[]): Promise<Loudness[]>;
  /** In the order asked for. */
  cut(pieces: readonly WantedPiece[]): AsyncIterable<CutPiece>;
  /** Removes what it made beside the pieces. */
  close(): Promise<void>;
}

export interface CutPiece {
  wanted: WantedPiece;
  content: PieceContent[];
  /** Extension without a dot. */
  extension: string;
  /** Of the first sample that decoders give, in the recording's time. */
  audioStartSeconds: number;
}

/** What every source has to keep to. */
export interface CutLimits {
  outputFolder: string;
  maxPieceBytes: number;
  /** Whether channels will be asked for. */
  byChannel: boolean;
}

/** Shorter pieces than this cost more in requests and in words at their seams than making the audio smaller does. */
export const SHORTEST_BULKY_PIECE_SECONDS = 60;
/** Where the bit rate varies, a piece may be that much bulkier than the mean says. */
const PEAK_TO_MEAN = 1.33;

/** How long pieces may be, given the size of all. */
export function longestPieceSeconds(
  sound: { sizeBytes: number; durationSeconds: number; isEven: boolean },
  maxPieceBytes: number,
): number {
  const bytesPerSecond = (sound.sizeBytes / sound.durationSeconds) * (sound.isEven ? 1 : PEAK_TO_MEAN);
  return maxPieceBytes / bytesPerSecond;
}
