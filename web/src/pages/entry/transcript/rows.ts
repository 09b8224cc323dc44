import { spaceBetween, wordsInText } from "../../../../../src/contracts/words-in-text.js";

interface Word {
  word: string;
  start: number;
  end: number;
  /** 0 to 1. */
  probability?: number;
}

/** What is shown of the API's segments. */
export interface Segment {
  id: number;
  start: number;
  end: number;
  text: string;
  speaker?: string;
  words: readonly Word[];
  /** There where people have corrected it. */
  editedAt?: string;
}

/** What is shown of the API's transcripts. */
export interface ShownTranscript {
  durationSeconds: number;
  segments: readonly Segment[];
  coverage: { missing: readonly { start: number; end: number; reason: string; speaker?: string }[] };
  brokenOff?: { atSeconds: number; claimedSeconds: number };
}

export interface PlacedSegment {
  segment: Segment;
  /** The number that its first word has among all words of the transcript. */
  firstWord: number;
  /** What stands between it and the one before in its passage. */
  before: string;
}

/** What one speaker says without a long pause: as much as is read at a stretch. */
export interface Passage {
  kind: "speech";
  start: number;
  end: number;
  speaker: string | undefined;
  segments: PlacedSegment[];
  /** Exactly the characters that are shown. */
  text: string;
}

/** A stretch without words, which is shown in its place. */
export interface Gap {
  /** `awaited`: its turn has not come yet; `broken`: there the recording ends before its header says it does. */
  kind: "missing" | "silence" | "awaited" | "broken";
  start: number;
  end: number;
  /** Of what is missing: a code of the API's failures, or `not_understood`. */
  reason?: string;
  speaker?: string | undefined;
}

export type Row = Passage | Gap;

/** As in the transcript's other forms for readers (src/domain/formats/paragraphs.ts). */
const PAUSE_SECONDS = 2;
const LONG_CHARACTERS = 500;
/** Of speech without full stops. */
const LONGEST_CHARACTERS = 1_200;
const SENTENCE_END = /[.!?…。！？]["'”’»)]*$/;
/** So much silence a reader wonders about. */
const SILENCE_SECONDS = 20;

/** A word as it is shown, and what stands between it and the one before. */
export interface ShownWord {
  before: string;
  text: string;
}

/** As they stand in the segment's text; where the engine gave none, the text itself. */
export function shownWords(segment: Pick<Segment, "words" | "text">): ShownWord[] {
  const parts = segment.words.length === 0 ? [segment.text] : wordsInText(segment);
  return parts.map((part, index) => {
    const before = index === 0 ? "" : part.slice(0, part.length - part.trimStart().length);
    return { before, text: part.trim() };
  });
}

export const textOf = (segment: Segment): string =>
  shownWords(segment)
    .map(({ before, text }) => before + text)
    .join("");

/** How many places to click a segment has: its words, or itself. */
export const wordCount = ({ words }: Segment): number => Math.max(1, words.length);

/** What is read from top to bottom, gaps in their place. */
export function rowsOf({ segments, coverage, brokenOff, durationSeconds }: ShownTranscript): Row[] {
  const missing = coverage.missing.map((part): Gap => ({ kind: "missing", ...part }));
  const speech = segments.filter((segment) => textOf(segment) !== "");
  const silences = silencesOf([...speech, ...missing], durationSeconds);
  const broken: Gap[] = brokenOff
    ? [{ kind: "broken", start: brokenOff.atSeconds, end: brokenOff.claimedSeconds }]
    : [];
  return [...interleave(speech, [...missing, ...silences]), ...broken];
}

export function interleave(segments: readonly Segment[], gaps: readonly Gap[]): Row[] {
  const rows: Row[] = [];
  let firstWord = 0;
  const waiting = [...gaps].sort((a, b) => a.start - b.start);
  for (const segment of segments) {
    while (waiting[0] !== undefined && waiting[0].start <= segment.start) rows.push(...waiting.splice(0, 1));
    add(rows, segment, firstWord);
    firstWord += wordCount(segment);
  }
  return [...rows, ...waiting];
}

function add(rows: Row[], segment: Segment, firstWord: number): void {
  const last = rows.at(-1);
  const text = textOf(segment);
  if (last?.kind === "speech" && continues(last, segment)) {
    const before = spaceBetween(last.text, text);
    last.segments.push({ segment, firstWord, before });
    last.text += before + text;
    last.end = Math.max(last.end, segment.end);
    return;
  }
  const { start, end, speaker } = segment;
  rows.push({ kind: "speech", start, end, speaker, segments: [{ segment, firstWord, before: "" }], text });
}

function continues(last: Passage, segment: Segment): boolean {
  if (last.speaker !== segment.speaker || last.text.length >= LONGEST_CHARACTERS) return false;
  if (!SENTENCE_END.test(last.text)) return true;
  return segment.start - last.end < PAUSE_SECONDS && last.text.length < LONG_CHARACTERS;
}

function silencesOf(sound: readonly { start: number; end: number }[], durationSeconds: number): Gap[] {
  const silences: Gap[] = [];
  let heardUntil = 0;
  const end = { start: durationSeconds, end: durationSeconds };
  for (const { start, end: until } of [...sound, end].sort((a, b) => a.start - b.start)) {
    if (start - heardUntil >= SILENCE_SECONDS)
      silences.push({ kind: "silence", start: heardUntil, end: start });
    heardUntil = Math.max(heardUntil, until);
  }
  return silences;
}
