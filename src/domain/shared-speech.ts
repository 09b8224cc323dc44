import type { ChannelSpan, Span } from "./spans.js";
import type { Word } from "./transcript.js";
import { plainWord } from "./words-in-text.js";

/** Two hearings of one word differ by less. */
const SAME_WORD_SECONDS = 0.5;
/** Words that far from any of the other's were said alone. */
const BESIDE_SECONDS = 0.3;
/** Words of one channel while the other has words, one after the other. */
export interface SharedRun {
  channel: number;
  other: number;
  words: SharedWord[];
}

/** The other channel's words while a channel has sound like speech and no word. */
export interface SharedGap {
  channel: number;
  other: number;
  words: Span[];
}

export interface SharedWord extends Span {
  /** The same word in the other channel, at the same time. */
  twin?: Span | undefined;
}

export interface ChannelWords {
  channel: number;
  /** In order. */
  words: readonly Word[];
}

/** Where each of two channels or more has words while another has some. */
export function sharedRuns(channels: readonly ChannelWords[]): SharedRun[] {
  return channels.flatMap(({ channel, words }) =>
    channels
      .filter((other) => other.channel !== channel)
      .flatMap((other) =>
        runsBeside(words, other.words).map((run) => ({ channel, other: other.channel, words: run })),
      ),
  );
}

function runsBeside(words: readonly Word[], others: readonly Word[]): SharedWord[][] {
  const runs: SharedWord[][] = [];
  let run: SharedWord[] = [];
  let first = 0;
  for (const { word, start, end } of words) {
    while ((others[first]?.end ?? Infinity) < start - SAME_WORD_SECONDS) first += 1;
    let isBeside = false;
    let twin: Span | undefined;
    for (let index = first; (others[index]?.start ?? Infinity) < end + SAME_WORD_SECONDS; index += 1) {
      const other = others[index];
      if (other === undefined) break;
      isBeside ||= other.start < end + BESIDE_SECONDS && other.end > start - BESIDE_SECONDS;
      const isSame =
        Math.abs(start + end - other.start - other.end) / 2 < SAME_WORD_SECONDS &&
        plainWord(word) === plainWord(other.word);
      if (isSame) twin ??= { start: other.start, end: other.end };
    }
    if (!isBeside) run = [];
    else {
      if (run.length === 0) runs.push(run);
      run.push({ start, end, twin });
    }
  }
  return runs;
}

/** What others say in each gap of a channel. */
export function sharedGaps(channels: readonly ChannelWords[], gaps: readonly ChannelSpan[]): SharedGap[] {
  return gaps.flatMap(({ channel, start, end }) => {
    if (channel === undefined) return [];
    return channels
      .filter((other) => other.channel !== channel)
      .map((other) => ({
        ...{ channel, other: other.channel },
        words: other.words.filter((word) => word.start < end && word.end > start),
      }))
      .filter(({ words }) => words.length > 0);
  });
}

/** What channels have at the same time. */
export interface SharedSpeech {
  runs: SharedRun[];
  gaps: SharedGap[];
  /** Of all channels together. */
  wordCount: number;
}

/** Whose loudness has to be known. */
export function channelsOf({ runs, gaps }: SharedSpeech): Set<number> {
  return new Set([...runs, ...gaps].flatMap(({ channel, other }) => [channel, other]));
}
