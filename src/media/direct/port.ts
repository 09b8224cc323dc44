import type { AudioInfo, SpeechFormats } from "../../domain/audio.js";
import type { Loudness } from "../../domain/cut-plan.js";
import type { Span } from "../../domain/spans.js";
import type { PieceContent, RecordingBytes, WantedSpan } from "../port.js";

/*
 * Recordings whose container is read here, in TypeScript: their packets are found, and their pieces handed on, as byte
 * ranges of the recording, without ffmpeg, without decoding and without copying. What a reader does not understand or
 * cannot trust to 25 ms it leaves to ffmpeg, by giving undefined.
 */

/** Gives undefined where the recording is not of the reader's kind, or is not one it can cut exactly into what is taken. */
export type OpenDirectly = (
  recording: RecordingBytes,
  signal: AbortSignal,
  formats?: SpeechFormats,
) => Promise<Opened | undefined>;

export type Opened = DirectRecording | RawRecording | ChainedRecording;

export interface DirectRecording {
  info: AudioInfo;
  /** Of its sound alone, about: tells how long pieces may be that speech services take. */
  soundBytes: number;
  /** A span as a file of its own. It begins at the packet in which the span does, or with what decoders need before. */
  piece(span: Span): Promise<DirectPiece>;
  /** A span's sound, to be decoded and measured. */
  excerpt(span: Span): Promise<Excerpt>;
  /** Excerpts are files that may not follow each other in one pipe. */
  excerptsApart?: true;
}

/** One whose sound can be measured, and its channels told apart, without being decoded. */
export interface RawRecording extends Omit<DirectRecording, "excerpt" | "piece"> {
  piece(span: WantedSpan): Promise<DirectPiece>;
  measure(spans: readonly WantedSpan[]): Promise<Loudness[]>;
}

/** One whole recording after another in the same file: each has a codec, a rate and channels of its own. */
export interface ChainedRecording {
  links: DirectLink[];
  /** Where another one begins that is not opened, and may be in another container. */
  restAt?: number | undefined;
}

export interface DirectLink {
  from: number;
  /** Exclusive. */
  to: number;
  /** Undefined where only ffmpeg can read the link. Its pieces are ranges of the whole file. */
  direct: DirectRecording | RawRecording | undefined;
}

/** A recording by itself, or the first of a chain whose rest begins at `restAt`. */
export function withRest<Alone extends DirectRecording | RawRecording>(
  direct: Alone | undefined,
  restAt: number | undefined,
): Alone | ChainedRecording | undefined {
  return restAt === undefined ? direct : { links: [{ from: 0, to: restAt, direct }], restAt };
}

export interface DirectPiece {
  content: PieceContent[];
  /** Extension without a dot. */
  extension: string;
  /** Of the first sample that decoders give, in the recording's time. */
  audioStartSeconds: number;
}

/** Packets that decode to `durationSeconds` of sound from `startSeconds` of the recording. */
export interface Excerpt {
  startSeconds: number;
  durationSeconds: number;
  /** ffmpeg's name of the format; excerpts of one recording may be read back to back from one pipe unless told otherwise. */
  format: string;
  bytes: Buffer;
}
