import { jsonWithLists } from "../json-lists.js";
import type { Segment, ReadableTranscript } from "../transcript.js";

/**
 * OpenAI's `verbose_json`, https://platform.openai.com/docs/api-reference/audio/verbose-json-object, with fields of ours
 * beside theirs: `speaker`, and `coverage` and `broken_off`, which say what is missing. In pieces of JSON.
 */
export function toVerboseJson(transcript: ReadableTranscript): Iterable<string> {
  return jsonWithLists(verboseFrame(transcript), {
    segments: verboseSegments(transcript),
    words: verboseWords(transcript),
  });
}

/** With its lists empty. */
export function verboseFrame({ language, durationSeconds, text, coverage, brokenOff }: ReadableTranscript) {
  return {
    task: "transcribe",
    language: languageName(language),
    duration: durationSeconds,
    text,
    segments: [],
    words: [],
    coverage: {
      transcribed_seconds: coverage.transcribedSeconds,
      silent_seconds: coverage.silentSeconds,
      missing: coverage.missing,
    },
    ...(brokenOff && {
      broken_off: { at_seconds: brokenOff.atSeconds, claimed_seconds: brokenOff.claimedSeconds },
    }),
  };
}

export function* verboseSegments({ segments }: ReadableTranscript) {
  for (const segment of segments) yield segmentOf(segment);
}

export function* verboseWords({ segments }: ReadableTranscript) {
  for (const { words } of segments)
    for (const { word, start, end } of words) yield { word: word.trim(), start, end };
}

/** What our engines do not say is given as Whisper's own values for "nothing special". */
function segmentOf({ id, start, end, text, speaker, avgLogprob, compressionRatio, noSpeechProb }: Segment) {
  return {
    id,
    seek: 0,
    start,
    end,
    text,
    tokens: [],
    temperature: 0,
    avg_logprob: avgLogprob ?? 0,
    compression_ratio: compressionRatio ?? 1,
    no_speech_prob: noSpeechProb ?? 0,
    ...(speaker !== undefined && { speaker }),
  };
}

const englishNames = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** Where Whisper's list of names, which OpenAI answers with, differs from Node's. */
const WHISPER_NAMES: Record<string, string> = {
  bn: "bengali",
  mi: "maori",
  my: "myanmar",
  nn: "nynorsk",
  tl: "tagalog",
  // Of a recording without speech; Node takes it for the root of all languages.
  und: "unknown",
};

/** OpenAI answers with names: `english` for `en`. */
function languageName(code: string): string {
  try {
    return WHISPER_NAMES[code] ?? englishNames.of(code)?.toLowerCase() ?? code;
  } catch {
    // Engines may answer with names of their own, which are no codes.
    return code;
  }
}
