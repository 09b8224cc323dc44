import { middleOf } from "../../domain/spans.js";
import { stitch, type Piece } from "../../domain/stitching.js";
import type { Segment, ReadableTranscript } from "../../domain/transcript.js";

/**
 * How long before the end of what was heard the text may still change: neighbours overlap by two seconds, and a word may
 * be half a second beside its place.
 */
const UNSETTLED_SECONDS = 3;

/**
 * A transcript's text as it grows, piece by piece, without taking a word back. What is listened to once more at the end
 * does not come into it: the whole text has it.
 */
export class SettledText {
  #last: Piece | undefined;
  #toldUntil = 0;
  #begun = false;

  /** The text that the next pieces, in order, add for good. */
  hear(pieces: readonly Piece[]): string[] {
    const end = pieces.at(-1)?.endSeconds;
    if (end === undefined) return [];
    const segments = stitch(this.#last === undefined ? pieces : [this.#last, ...pieces]);
    this.#last = pieces.at(-1);
    const unsettled = segments.findIndex((segment) => segment.end > end - UNSETTLED_SECONDS);
    return this.#tell(unsettled === -1 ? segments : segments.slice(0, unsettled));
  }

  /** What is left when the transcript is there. */
  finish({ segments }: ReadableTranscript): string[] {
    return this.#tell(segments);
  }

  #tell(segments: Iterable<Segment>): string[] {
    const deltas: string[] = [];
    const toldUntil = this.#toldUntil;
    for (const segment of segments) {
      if (middleOf(segment) <= toldUntil) continue;
      this.#toldUntil = Math.max(this.#toldUntil, segment.end);
      const text = segment.text.trim();
      if (text === "") continue;
      deltas.push(this.#begun ? ` ${text}` : text);
      this.#begun = true;
    }
    return deltas;
  }
}
