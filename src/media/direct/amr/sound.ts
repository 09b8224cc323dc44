import type { AudioInfo } from "../../../domain/audio.js";
import type { Span } from "../../../domain/spans.js";
import { gather } from "../../piece-content.js";
import type { RecordingBytes } from "../../port.js";
import type { DirectRecording } from "../port.js";
import { AMR_FRAME_SECONDS, type AmrBand } from "./frames.js";

/** A frame's sound is told by those before it as well; after so many nothing is left of what a decoder did not know. */
const LEAD_FRAMES = 5;

/** Frames that follow each other without gaps, wherever they lie, none of them a pause. */
export interface AmrFrames {
  count: number;
  sizeBytes: number;
  /** Only every so manyth frame can be told where it lies, and the end. */
  step: number;
  rangesOf(first: number, next: number): { from: number; to: number }[];
  /** When a frame begins, in the recording's time, and which one sounds at a time; the end is that of `count`. */
  secondsOf: (frame: number) => number;
  frameAt: (seconds: number) => number;
}

/** AMR whose pieces are AMR. */
export function amrSound(
  recording: RecordingBytes,
  { magic, bareFormat, codec, sampleRate }: AmrBand,
  frames: AmrFrames,
  info: Pick<AudioInfo, "container" | "claimedSeconds">,
): DirectRecording {
  const { count, step, secondsOf, frameAt } = frames;
  function framesOf({ start, end }: Span): { first: number; next: number } {
    const first = Math.max(0, Math.min(count - 1, frameAt(start) - LEAD_FRAMES));
    const next = Math.max(first, frameAt(end)) + 1;
    return { first: first - (first % step), next: Math.min(count, Math.ceil(next / step) * step) };
  }
  return {
    info: { ...info, durationSeconds: secondsOf(count), codec, channels: 1, sampleRate },
    soundBytes: frames.sizeBytes,
    piece(span) {
      const { first, next } = framesOf(span);
      return Promise.resolve({
        content: [{ bytes: Buffer.from(magic) }, ...frames.rangesOf(first, next)],
        extension: "amr",
        audioStartSeconds: secondsOf(first),
      });
    },
    async excerpt(span) {
      const { first, next } = framesOf(span);
      return {
        startSeconds: secondsOf(first),
        durationSeconds: (next - first) * AMR_FRAME_SECONDS,
        format: bareFormat,
        bytes: await gather(recording, frames.rangesOf(first, next)),
      };
    },
  };
}
