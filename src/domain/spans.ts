/** A half-open stretch of time, in seconds. */
export interface Span {
  start: number;
  end: number;
}

/** A stretch of the recording, or of one of its channels. */
export interface ChannelSpan extends Span {
  channel?: number | undefined;
}

export function middleOf({ start, end }: Span): number {
  return (start + end) / 2;
}

/** The same stretches in order, with those that touch or overlap made one and empty ones left out. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter((each) => each.end > each.start).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ start: span.start, end: span.end });
  }
  return merged;
}

/** What of `spans` lies in none of `holes`. */
export function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const rest: Span[] = [];
  const inOrder = union(holes);
  let next = 0;
  for (const { start, end } of union(spans)) {
    let from = start;
    // Those that ended before this span are of no interest to later ones either.
    while ((inOrder[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    for (let index = next; ; index += 1) {
      const hole = inOrder[index];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > from) rest.push({ start: from, end: hole.start });
      from = Math.max(from, hole.end);
    }
    if (from < end) rest.push({ start: from, end });
  }
  return rest;
}

/** What of `spans` lies in any of `others`. */
export function intersect(spans: readonly Span[], others: readonly Span[]): Span[] {
  return subtract(spans, subtract(spans, others));
}

export function clamp(spans: readonly Span[], within: Span): Span[] {
  return union(
    spans.map((span) => ({ start: Math.max(span.start, within.start), end: Math.min(span.end, within.end) })),
  );
}

export function totalSeconds(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + (span.end - span.start), 0);
}

/** To the millisecond, which is finer than any engine's times. */
export function roundMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
