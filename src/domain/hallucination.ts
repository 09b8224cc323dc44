import type { Segment } from "./transcript.js";

/*
 * Whisper and its kin invent text where nobody speaks: a "Thank you." under applause, the same line over and over under
 * music. The thresholds are those of Whisper's own decoding (openai/whisper, transcribe.py).
 */
const NO_SPEECH_PROBABILITY = 0.6;
const POOR_LOG_PROBABILITY = -1;
const REPETITIVE_COMPRESSION_RATIO = 2.4;

/** What subtitles, from which Whisper learned, say of a sound: "[Music]", "(upbeat music)", "*applause*". */
const IN_BRACKETS = /^\s*(?:\[[^\]]*\]|\([^)]*\)|\*[^*]*\*)[\s.]*$/u;
/** Those in Russian have capitals instead: "ДИНАМИЧНАЯ МУЗЫКА". */
const SOUNDS_IN_CAPITALS =
  /\b(?:MUSIC|MUSIK|MUSIQUE|MÚSICA|MUSICA|APPLAUSE|APPLAUS|LAUGHTER)\b|МУЗЫКА|ПЕСНЯ|АПЛОДИСМЕНТЫ|СМЕХ/u;
const MOST_WORDS_OF_A_CAPTION = 4;
/** Who made them: names that stand at the end of very many, and that hardly anybody says. */
const CREDITS =
  /amara\.org|DimaTorzok|Редактор субтитров|Untertitel im Auftrag des ZDF|Untertitelung des ZDF|Sous-titrage (?:ST'|Société Radio-Canada)/iu;
const MOST_WORDS_OF_CREDITS = 10;

/** People say "No, no, no." too; hardly anybody says a short sentence for the fifth time in a row. */
const MOST_IN_A_ROW = 4;
const SHORT_TEXT_WORDS = 6;

/**
 * The segments that somebody said, numbered anew, and how many were left out as invented. `knowsLoops` is an engine that has
 * held its text against the sound: what it gives over and over was said over and over, as a chorus is.
 */
export function withoutInventions(
  segments: readonly Segment[],
  { knowsLoops = false } = {},
): { segments: Segment[]; removed: number } {
  const credible = segments.filter(
    (segment) => !isSilence(segment) && !repeatsItself(segment) && !isCaption(segment),
  );
  const said = (knowsLoops ? credible : withoutLoops(credible)).map((segment, id) => ({ ...segment, id }));
  return { segments: said, removed: segments.length - said.length };
}

/** Whisper's own rule: neither measure is to be trusted alone. */
function isSilence({ noSpeechProb, avgLogprob }: Segment): boolean {
  return (noSpeechProb ?? 0) > NO_SPEECH_PROBABILITY && (avgLogprob ?? 0) < POOR_LOG_PROBABILITY;
}

function repeatsItself({ compressionRatio, avgLogprob }: Segment): boolean {
  return (compressionRatio ?? 0) > REPETITIVE_COMPRESSION_RATIO && (avgLogprob ?? 0) < POOR_LOG_PROBABILITY;
}

/** Nobody said it. */
function isCaption({ text }: Segment): boolean {
  const words = text.trim().split(/\s+/).length;
  const isSound =
    words <= MOST_WORDS_OF_A_CAPTION && text === text.toUpperCase() && SOUNDS_IN_CAPITALS.test(text);
  return IN_BRACKETS.test(text) || isSound || (words <= MOST_WORDS_OF_CREDITS && CREDITS.test(text));
}

/** Of a short text that comes too often in a row the first stays: the loop begins at something that was heard. */
function withoutLoops(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (let start = 0, end: number; start < segments.length; start = end) {
    const text = plain(segments[start]);
    for (end = start + 1; end < segments.length && plain(segments[end]) === text;) end += 1;
    const isLoop = end - start > MOST_IN_A_ROW && text.split(" ").length <= SHORT_TEXT_WORDS;
    kept.push(...segments.slice(start, isLoop ? start + 1 : end));
  }
  return kept;
}

function plain(segment: Segment | undefined): string {
  return (segment?.text ?? "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
