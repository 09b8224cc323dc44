import { isDrawnOut } from "./drawn-out.js";
import type { Span } from "./spans.js";
import type { Segment } from "./transcript.js";
import { heardSpans } from "./wordless.js";

/** When the words of a recording sound: of its segments, given in order, nothing else is kept. */
export class HeardTimes {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #unsettled: Segment[] = [];

  add(segments: readonly Segment[]): void {
    this.#unsettled.push(...segments);
    // Words that were drawn out together may go on in the next segment.
    const settled = this.#unsettled.findLastIndex(
      ({ words }) => words.length > 0 && !isDrawnOut(words.at(-1)),
    );
    this.#keep(this.#unsettled.splice(0, settled + 1));
  }

  /** No more segments follow. */
  end(): void {
    this.#keep(this.#unsettled.splice(0));
  }

  /** Those that overlap a span. */
  beside(span: Span): Span[] {
    const beside: Span[] = [];
    for (const [index, start] of this.#starts.entries()) {
      const end = this.#ends[index] ?? start;
      if (start < span.end && end > span.start) beside.push({ start, end });
    }
    return beside;
  }

  #keep(segments: readonly Segment[]): void {
    for (const { start, end } of heardSpans(segments)) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }
}
