import type { ReadableTranscript } from "../transcript.js";
import { SENTENCE_END } from "../words-in-text.js";
import { timelineOf } from "./timeline.js";
import { columns, textOf, tokensOf, type Token } from "./tokens.js";

/** What is shown at a time: one or two lines. */
export interface Cue {
  start: number;
  end: number;
  lines: string[];
  speaker?: string;
}

/* What broadcasters agree upon, near enough: see the BBC's and Netflix's guides for subtitles. */
const MAX_COLUMNS = 42;
const MAX_LINES = 2;
const MAX_SECONDS = 7;
const MIN_SECONDS = 1;
const COLUMNS_A_SECOND = 17;
/** Within a cue a pause of this length is a place to cut. */
const PAUSE_SECONDS = 0.8;

const PHRASE_END = /[,;:–—、，；：]["'”’»)]*$/;

export interface CueOptions {
  /** Whether a new speaker's name stands before the words; else it is in `speaker` alone. */
  named: boolean;
}

/** The transcript as subtitles, in order. What is missing is a cue of its own. */
export function cuesOf(transcript: ReadableTranscript, { named }: CueOptions): Cue[] {
  const cues: Cue[] = [];
  let lastSpeaker: string | undefined;
  for (const item of timelineOf(transcript)) {
    if (item.kind === "gap") {
      cues.push({ start: item.start, end: item.end, lines: wrapped(plainTokens(item.text, item)) });
      continue;
    }
    const { speaker, segment } = item;
    const label =
      named && speaker !== undefined && speaker !== lastSpeaker ? plainTokens(`${speaker}:`, item, 0) : [];
    lastSpeaker = speaker;
    for (const tokens of cut([...label, ...tokensOf(segment)])) {
      const [first, last] = [tokens[0], tokens.at(-1)];
      if (first === undefined || last === undefined) continue;
      cues.push({
        start: first.start,
        end: last.end,
        lines: wrapped(tokens),
        ...(speaker !== undefined && { speaker }),
      });
    }
  }
  return readable(cues);
}

/**
 * Divides tokens into cues so that the whole costs least, by the usual recurrence: `cheapest[i]` is what the first i tokens
 * cost at best, and `from[i]` where their last cue begins.
 */
function cut(tokens: readonly Token[]): Token[][] {
  const cheapest = [0];
  const from = [0];
  for (let end = 1; end <= tokens.length; end += 1) {
    let best = { cost: Infinity, start: end - 1 };
    for (let start = end - 1; start >= 0; start -= 1) {
      const cue = tokens.slice(start, end);
      const fits = cue.length === 1 || wrapped(cue).length <= MAX_LINES;
      if (!fits) break;
      const cost = (cheapest[start] ?? 0) + costOf(cue, end === tokens.length);
      if (cost < best.cost) best = { cost, start };
    }
    cheapest.push(best.cost);
    from.push(best.start);
  }
  const cues: Token[][] = [];
  for (let end = tokens.length; end > 0; end = from[end] ?? 0) cues.unshift(tokens.slice(from[end], end));
  return cues;
}

/** In units of one cue more. */
function costOf(cue: readonly Token[], isLast: boolean): number {
  const text = textOf(cue);
  const seconds = (cue.at(-1)?.end ?? 0) - (cue[0]?.start ?? 0);
  const unused = 1 - columns(text) / (MAX_COLUMNS * MAX_LINES);
  let cost = 1 + 0.5 * unused ** 2;
  if (!isLast && !SENTENCE_END.test(text)) cost += PHRASE_END.test(text) ? 0.3 : 2;
  if (seconds > MAX_SECONDS) cost += 3 * (seconds - MAX_SECONDS);
  if (seconds < MIN_SECONDS) cost += 1;
  for (const [index, token] of cue.slice(1).entries()) {
    const before = cue[index];
    if (before === undefined) continue;
    if (token.start - before.end > PAUSE_SECONDS) cost += 3;
    if (SENTENCE_END.test(before.text)) cost += 0.4;
  }
  return cost;
}

/** In lines: one where it fits, else two as even as can be, rather after a comma; more only where nothing else is possible. */
function wrapped(tokens: readonly Token[]): string[] {
  const whole = textOf(tokens);
  if (columns(whole) <= MAX_COLUMNS) return [whole];
  const halves = tokens
    .slice(1)
    .map((_, index) => [textOf(tokens.slice(0, index + 1)), textOf(tokens.slice(index + 1))]);
  const [best] = halves
    .filter((lines) => lines.every((line) => columns(line) <= MAX_COLUMNS))
    .map((lines) => ({ lines, cost: unevenness(lines) }))
    .sort((a, b) => a.cost - b.cost);
  return best?.lines ?? filled(tokens);
}

function unevenness([first = "", second = ""]: readonly string[]): number {
  const bonus = SENTENCE_END.test(first) || PHRASE_END.test(first) ? 10 : 0;
  return Math.abs(columns(first) - columns(second)) - bonus;
}

function filled(tokens: readonly Token[]): string[] {
  const lines: Token[][] = [];
  for (const token of tokens) {
    const line = lines.at(-1);
    if (line !== undefined && columns(textOf([...line, token])) <= MAX_COLUMNS) line.push(token);
    else lines.push([token]);
  }
  return lines.map(textOf);
}

/** Cues that are too short to be read stay on until the next one begins. None ends before it begins. */
function readable(cues: readonly Cue[]): Cue[] {
  return cues.map((cue, index) => {
    const needed = Math.max(MIN_SECONDS, columns(cue.lines.join(" ")) / COLUMNS_A_SECOND);
    let following = index + 1;
    while ((cues[following]?.start ?? Infinity) <= cue.start) following += 1;
    const next = cues[following]?.start ?? Infinity;
    const wanted = Math.max(cue.end, Math.min(cue.start + needed, next));
    return { ...cue, end: Math.max(wanted, cue.start + 0.001) };
  });
}

function plainTokens(
  text: string,
  { start, end }: { start: number; end: number },
  seconds = end - start,
): Token[] {
  return text.split(" ").map((word) => ({ text: word, spaced: true, start, end: start + seconds }));
}
