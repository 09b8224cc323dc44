import { HeardTimes } from "./heard-times.js";
import { clamp, intersect, subtract, type Span } from "./spans.js";
import { hear, layOut, Seams, type PieceSpan, type Place } from "./stitching.js";
import type { Recognition, Segment } from "./transcript.js";
import { LEAST_MISSING_SECONDS, noticedSpans, wordlessSpans, type Wordless } from "./wordless.js";

/**
 * What was heard in the pieces of a recording, or of one of its channels, taken in one piece after the other. Held are the
 * pieces that the next segments are made of, and little of all others.
 */
export class HeardChannel<P extends PieceSpan> {
  /** The pieces in the order in which they are to be taken in. */
  readonly order: readonly P[];
  /** Those whose piece has yet to come. */
  readonly #places: Place<P>[];
  readonly #held = new Map<P, Recognition>();
  readonly #noticed: Span[] = [];
  readonly #wordlessAgain = new Map<P, Wordless>();
  readonly #seams = new Seams();
  readonly #times = new HeardTimes();

  /** `again`: places that were listened to once more; they count there. */
  constructor(
    pieces: readonly P[],
    private readonly again: readonly P[],
  ) {
    this.#places = layOut(pieces, again);
    this.order = [...new Set([...this.#places.map(({ piece }) => piece), ...pieces, ...again])];
  }

  /** Gives back the segments that are finished by it. */
  take(piece: P, recognition: Recognition): Segment[] {
    if (this.again.includes(piece)) this.#wordlessAgain.set(piece, wordlessSpans(piece, recognition));
    else this.#noticed.push(...noticedSpans(piece, recognition));
    this.#held.set(piece, recognition);
    const finished: Segment[] = [];
    for (let place = this.#places[0]; place !== undefined; place = this.#places[0]) {
      const known = this.#held.get(place.piece);
      if (known === undefined) break;
      finished.push(...this.#seams.add(hear(place, known), place.span));
      this.#places.shift();
    }
    for (const held of this.#held.keys())
      if (!this.#places.some((place) => place.piece === held)) this.#held.delete(held);
    this.#times.add(finished);
    return finished;
  }

  /** All pieces have been taken in: the segments that are left. */
  end(): Segment[] {
    const finished = this.#seams.end();
    this.#times.add(finished);
    this.#times.end();
    return finished;
  }

  /**
   * Speech of which no word was understood: what an engine noticed and no neighbour's overlapping audio made up for, and
   * what was listened to once more in vain, unless it sounded not even like a voice to whoever listened then. To be asked
   * after the end.
   */
  notUnderstood(): Span[] {
    const spans = this.again.map(spanOf);
    const inVain = this.again.flatMap((piece, index) => {
      const {
        silentOrMissed = [],
        noticed: stillNoticed = [],
        dismissed,
      } = this.#wordlessAgain.get(piece) ?? {};
      const span = spanOf(piece);
      const isWordless = clamp(this.#times.beside(span), span).length === 0;
      const wordless = isWordless ? [span] : [...silentOrMissed, ...stillNoticed];
      const likeVoices = dismissed && [...dismissed, ...stillNoticed, ...this.#noticed];
      const likeSpeech = likeVoices === undefined ? wordless : intersect(wordless, likeVoices);
      return subtract(likeSpeech, spans.slice(index + 1));
    });
    return [...subtract(this.#noticed, spans), ...inVain]
      .flatMap((span) => subtract([span], this.#times.beside(span)))
      .filter((span) => span.end - span.start >= LEAST_MISSING_SECONDS);
  }
}

function spanOf({ startSeconds, endSeconds }: PieceSpan): Span {
  return { start: startSeconds, end: endSeconds };
}
