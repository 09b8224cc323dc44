import { z } from "zod";
import { LEVEL_SECONDS, type Loudness } from "./cut-plan.js";
import { keptWords } from "./kept-words.js";
import { middleOf, subtract, union, type ChannelSpan, type Span } from "./spans.js";
import type { SharedRun, SharedSpeech, SharedWord } from "./shared-speech.js";
import type { Recognition } from "./transcript.js";

/*
 * Where each speaker has a channel, each microphone hears the others too, and an engine writes down what it hears there as
 * well: everything is said twice. What a channel has of somebody else's speech is in that one's own channel word for word at the
 * same time, and louder. Both have to agree before a word is left out, its text and its level: people do say the same at the
 * same time, and do speak quietly while others are loud. But where a channel has next to nothing beside the other's words, an engine
 * makes up what it cannot hear, or knows that it missed something; that is nobody's speech, whatever its text.
 */

/**
 * A word's times are off by a syllable now and then; its neighbours know better how loud it is, if nobody took a breath between
 * them.
 */
const BREATH_SECONDS = 0.3;
const SYLLABLE_SECONDS = 0.15;
const JOINED_SECONDS = 0.05;
/** A microphone for each hears the other that much less loudly than its own speaker, at least. */
const LEAST_DIFFERENCE_DB = 3;
/** Beside speech that is louder by so much, nobody's own can be told. */
const FAINT_DIFFERENCE_DB = 20;
/** Beside words that are louder by so much, what is missed is those words. */
const MISSED_DIFFERENCE_DB = 10;
/** What sounds a little before and after words that account for it. */
const AROUND_A_WORD_SECONDS = 0.3;
/** A shorter rest of what was missed is the rim of a word. */
const LEAST_GAP_SECONDS = 1;
/** Between channels that differ in how loudly they were recorded: so far apart are own and foreign speech then. */
const LEAST_SPREAD_DB = 8;
/** Of the words of foreign speech the other channel has at least that share, as they are. */
const LEAST_DOUBLED_SHARE = 0.5;
/** "Bye" and "bye" are said at the same time now and then; where more than this is, the channels hear each other. */
const LEAST_DOUBLED_WORDS = 3;
const USUAL_DOUBLED_SHARE = 0.15;

/** Stretches of channels in which they have somebody else's speech. */
export const crosstalkSchema = z.array(
  z.object({ channel: z.number().int(), start: z.number(), end: z.number() }),
);
export type Crosstalk = z.infer<typeof crosstalkSchema>[number];

/** Where channels have somebody else's speech; `loudness` is that of each channel, all of it. */
export function findCrosstalk(
  { runs, gaps, wordCount }: SharedSpeech,
  loudness: ReadonlyMap<number, Loudness>,
): Crosstalk[] {
  const doubledCount = runs.reduce((sum, run) => sum + doubled(run.words).length, 0);
  const isUsual = doubledCount >= USUAL_DOUBLED_SHARE * wordCount;
  const measured = runs.map((run) => ({ ...run, words: withDifferences(run, loudness) }));
  const middleOf = middlesOfPairs(measured);
  const parts = measured.flatMap(({ words, ...run }) => {
    const middleDb = middleOf(run.channel, run.other);
    const quiet = parted(words, ({ differenceDb }) => differenceDb < middleDb - LEAST_DIFFERENCE_DB);
    const foreign = quiet
      .filter((part) => isForeign(part, isUsual))
      .map((part) => withSureEdges(part, middleDb));
    const faint = parted(words, ({ mostDb }) => mostDb < middleDb - FAINT_DIFFERENCE_DB);
    return [...foreign, ...faint].map((part) => ({ ...run, words: part }));
  });
  const inWords = spansOfParts(parts);
  const inGaps = gaps.flatMap(({ channel, other, words }) =>
    words
      .filter((word) => {
        const differenceDb = levelIn(loudness.get(channel), word) - levelIn(loudness.get(other), word);
        return differenceDb < middleOf(channel, other) - MISSED_DIFFERENCE_DB;
      })
      .map(({ start, end }) => ({
        channel,
        start: start - AROUND_A_WORD_SECONDS,
        end: end + AROUND_A_WORD_SECONDS,
      })),
  );
  return joined([...inWords, ...inGaps]);
}

function joined(spans: readonly Crosstalk[]): Crosstalk[] {
  return [...new Set(spans.map(({ channel }) => channel))].flatMap((channel) =>
    union(spans.filter((span) => span.channel === channel)).map((span) => ({ channel, ...span })),
  );
}

interface MeasuredRun extends SharedRun {
  words: MeasuredWord[];
}

interface MeasuredWord extends SharedWord {
  /** How much louder the channel is than the other there. */
  differenceDb: number;
  /** The same where it is loudest, there or a syllable before or after. */
  mostDb: number;
  /** No time lies between it and the channel's word before it, or after it. */
  joinsBefore: boolean;
  joinsAfter: boolean;
}

function isForeign(words: readonly MeasuredWord[], isUsual: boolean): boolean {
  const count = doubled(words).length;
  return count >= LEAST_DOUBLED_SHARE * words.length && (isUsual || count >= LEAST_DOUBLED_WORDS);
}

/**
 * Without words at either end that only this channel has and that may be the last or the first of its own speaker: they are
 * one with those, or no quieter than half way down to the level of the words that both have.
 */
function withSureEdges(words: readonly MeasuredWord[], middleDb: number): MeasuredWord[] {
  const usualDb = median(doubled(words).map(({ differenceDb }) => differenceDb));
  const isQuiet = ({ differenceDb }: MeasuredWord): boolean => differenceDb < (usualDb + middleDb) / 2;
  const from = words.findIndex((word) => word.twin !== undefined || (isQuiet(word) && !word.joinsBefore));
  const last = words.findLastIndex((word) => word.twin !== undefined || (isQuiet(word) && !word.joinsAfter));
  return words.slice(from, last + 1);
}

function doubled<W extends SharedWord>(words: readonly W[]): W[] {
  return words.filter(({ twin }) => twin !== undefined);
}

/**
 * A word that two channels have stays in one of them: in that which has less of what the two have, since the longer a part
 * is, the surer it is another's.
 */
function spansOfParts(parts: readonly MeasuredRun[]): Crosstalk[] {
  const spans = new Map<number, Span[]>();
  const isForeignIn = (channel: number, word: Span): boolean =>
    (spans.get(channel) ?? []).some((span) => span.start <= middleOf(word) && span.end >= middleOf(word));
  for (const { channel, other, words } of parts.toSorted((a, b) => b.words.length - a.words.length)) {
    const own = spans.get(channel) ?? [];
    for (const part of parted(words, ({ twin }) => twin === undefined || !isForeignIn(other, twin)))
      own.push({ start: part.at(0)?.start ?? 0, end: part.at(-1)?.end ?? 0 });
    spans.set(channel, own);
  }
  return [...spans].flatMap(([channel, own]) => own.map((span) => ({ channel, ...span })));
}

/** Words in a row for which something holds. */
function parted(words: readonly MeasuredWord[], holds: (word: MeasuredWord) => boolean): MeasuredWord[][] {
  const parts: MeasuredWord[][] = [];
  let before = false;
  for (const word of words) {
    const now = holds(word);
    if (now && before) parts.at(-1)?.push(word);
    else if (now) parts.push([word]);
    before = now;
  }
  return parts;
}

function withDifferences(
  { channel, other, words }: SharedRun,
  loudness: ReadonlyMap<number, Loudness>,
): MeasuredWord[] {
  const [own, foreign] = [loudness.get(channel), loudness.get(other)];
  const foreignDb = words.map((word) => levelIn(foreign, word));
  const differences = words.map((word, index) => levelIn(own, word) - (foreignDb[index] ?? 0));
  return words.map((word, index) => {
    const beforeSeconds = word.start - (words[index - 1]?.end ?? -Infinity);
    const afterSeconds = (words[index + 1]?.start ?? Infinity) - word.end;
    const from = beforeSeconds < BREATH_SECONDS ? index - 1 : index;
    const to = afterSeconds < BREATH_SECONDS ? index + 2 : index + 1;
    return {
      ...word,
      differenceDb: median(differences.slice(from, to)),
      mostDb: Math.max(...levelsAround(own, word, SYLLABLE_SECONDS)) - (foreignDb[index] ?? 0),
      joinsBefore: beforeSeconds < JOINED_SECONDS,
      joinsAfter: afterSeconds < JOINED_SECONDS,
    };
  });
}

/** Mean level of a word's louder half, in dB. */
function levelIn(loudness: Loudness | undefined, word: Span): number {
  const sorted = levelsAround(loudness, word, 0).sort();
  const louder = sorted.subarray(sorted.length >> 1);
  return louder.reduce((sum, level) => sum + level, 0) / Math.max(1, louder.length);
}

function levelsAround(
  loudness: Loudness | undefined,
  { start, end }: Span,
  aroundSeconds: number,
): Float32Array {
  const { startSeconds = 0, levels = new Float32Array(0) } = loudness ?? {};
  const from = Math.max(0, Math.round((start - aroundSeconds - startSeconds) / LEVEL_SECONDS));
  const to = Math.max(from + 1, Math.round((end + aroundSeconds - startSeconds) / LEVEL_SECONDS));
  return levels.slice(from, to);
}

/**
 * The difference that own and foreign speech of two channels lie on either side of: 0, unless one of them was recorded more
 * loudly, which shows where both have foreign speech.
 */
function middlesOfPairs(runs: readonly MeasuredRun[]) {
  const differences = new Map<string, number[]>();
  for (const { channel, other, words } of runs) {
    // Counted from the side of the channel with the lower number.
    if (channel > other) continue;
    const known = differences.get(pairOf(channel, other)) ?? [];
    known.push(...doubled(words).map(({ differenceDb }) => differenceDb));
    differences.set(pairOf(channel, other), known);
  }
  const middles = new Map(
    [...differences].map(([pair, all]) => {
      const sorted = all.sort((a, b) => a - b);
      const [low, high] = [quantile(sorted, 0.1), quantile(sorted, 0.9)];
      return [pair, high - low >= LEAST_SPREAD_DB ? (low + high) / 2 : 0];
    }),
  );
  return (channel: number, other: number): number => {
    const middle = middles.get(pairOf(channel, other)) ?? 0;
    return channel < other ? middle : -middle;
  };
}

function pairOf(channel: number, other: number): string {
  return [channel, other].sort((a, b) => a - b).join("-");
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

/** What was heard in a piece of a channel, without the words of others; the piece's audio begins at `audioStartSeconds`. */
export function withoutCrosstalk(
  recognition: Recognition,
  audioStartSeconds: number,
  crosstalk: readonly Span[],
): Recognition {
  const audioEndSeconds = audioStartSeconds + recognition.durationSeconds;
  const here = crosstalk.filter(({ start, end }) => start < audioEndSeconds && end > audioStartSeconds);
  if (here.length === 0) return recognition;
  const isOwn = (word: Span): boolean => {
    const middle = middleOf(word) + audioStartSeconds;
    return !here.some(({ start, end }) => middle >= start && middle <= end);
  };
  return { ...recognition, segments: keptWords(recognition.segments, isOwn) };
}

/** What is left of gaps without the speech of others. */
export function withoutForeign<Gap extends ChannelSpan>(
  gaps: readonly Gap[],
  crosstalk: readonly Crosstalk[],
): Gap[] {
  return gaps.flatMap((gap) => {
    const foreign = crosstalk.filter(
      ({ channel, start, end }) => channel === gap.channel && start < gap.end && end > gap.start,
    );
    if (foreign.length === 0) return [gap];
    return subtract([gap], foreign)
      .filter(({ start, end }) => end - start >= LEAST_GAP_SECONDS)
      .map((rest) => ({ ...gap, ...rest }));
  });
}
