import type { Span } from "../domain/spans.js";
import type { DirectRecording } from "./direct/port.js";

/*
 * What encoders of MP3 and AAC write sounds later than it was recorded, by samples that decoders are to leave out. Where a file
 * does not tell how many, players leave out none: what was said at a second is heard up to a seventh of one later, and both
 * times are true. Ours lie halfway between by the usual encoders' delay, and never far from what is heard.
 */
const USUAL_DELAY_SAMPLES = {
  /** LAME's, and what any decoder is late by (LAME's technical FAQ). */
  mp3: 576 + 529,
  /** Of ffmpeg's encoder; a first frame is half of one at least. */
  aac: 1024,
};
/** Less than the 50 ms that times may be off, by what else they are. */
const FARTHEST_FROM_HEARD_SECONDS = 0.04;

/** Seconds by which times are before what is heard, of a recording that does not tell its encoder's delay. */
export function undeclaredDelaySeconds(codec: keyof typeof USUAL_DELAY_SAMPLES, sampleRate: number): number {
  return Math.min(USUAL_DELAY_SAMPLES[codec] / 2 / sampleRate, FARTHEST_FROM_HEARD_SECONDS);
}

/** The same recording with its sound so many seconds earlier. Its length is still what players say. */
export function earlier(recording: DirectRecording, seconds: number): DirectRecording {
  const inFile = ({ start, end }: Span): Span => ({ start: start + seconds, end: end + seconds });
  return {
    ...recording,
    async piece(span) {
      const piece = await recording.piece(inFile(span));
      return { ...piece, audioStartSeconds: piece.audioStartSeconds - seconds };
    },
    async excerpt(span) {
      const excerpt = await recording.excerpt(inFile(span));
      return { ...excerpt, startSeconds: excerpt.startSeconds - seconds };
    },
  };
}
