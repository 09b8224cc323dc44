import type { Span } from "./query.js";

/** A piece of a snippet, and whether it is what was asked for. */
export interface SnippetPart {
  text: string;
  match: boolean;
}

/** About two lines on a phone. */
const LENGTH = 160;
/** Of the text before the first match, so that one sees what it belongs to. */
const LEAD = 50;
const ELLIPSIS = "…";

/** The part of a text around its first match, cut between words, with each match apart. */
export function snippetOf(text: string, matches: readonly Span[]): SnippetPart[] {
  const spans = inOrder(matches);
  const window = windowAround(text, spans[0] ?? { start: 0, end: 0 });
  const parts: SnippetPart[] = [];
  const add = (piece: string, match: boolean): void => {
    if (piece !== "") parts.push({ text: piece, match });
  };
  let position = window.start;
  if (position > 0) add(ELLIPSIS, false);
  for (const { start, end } of spans) {
    if (start >= window.end) break;
    add(text.slice(position, start), false);
    position = Math.min(end, window.end);
    add(text.slice(start, position), true);
  }
  add(text.slice(position, window.end), false);
  if (window.end < text.length) add(ELLIPSIS, false);
  return joined(parts);
}

/** Without overlaps. */
function inOrder(matches: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of matches.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

function windowAround(text: string, first: Span): Span {
  if (text.length <= LENGTH) return { start: 0, end: text.length };
  const wantedStart = Math.max(0, Math.min(first.start - LEAD, text.length - LENGTH));
  const wantedEnd = Math.max(first.end, Math.min(text.length, wantedStart + LENGTH));
  return {
    start: wantedStart === 0 ? 0 : betweenWords(text, wantedStart, first.start, 1),
    end: wantedEnd === text.length ? wantedEnd : betweenWords(text, wantedEnd, first.end, -1),
  };
}

/** The nearest place in the direction that does not part a word, at most `limit`; text without spaces is parted anywhere. */
function betweenWords(text: string, from: number, limit: number, step: 1 | -1): number {
  for (let place = from; place !== limit; place += step) {
    if (step === 1 && /\s/.test(text.charAt(place - 1))) return place;
    if (step === -1 && /\s/.test(text.charAt(place))) return place;
    if (Math.abs(place - from) > LEAD / 2) break;
  }
  return isInsidePair(text, from) ? from + step : from;
}

function isInsidePair(text: string, place: number): boolean {
  return /^[\udc00-\udfff]/.test(text.charAt(place)) && /^[\ud800-\udbff]/.test(text.charAt(place - 1));
}

function joined(parts: readonly SnippetPart[]): SnippetPart[] {
  const result: SnippetPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.match === false && !part.match) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}
