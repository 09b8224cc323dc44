import type { Segment, Transcript } from "../transcript.js";

/**
 * OpenAI's `verbose_json`, https://platform.openai.com/docs/api-reference/audio/verbose-json-object, with fields of ours
 * beside theirs: `speaker`, and `coverage` and `broken_off`, which say what is missing. `words` where they are asked for.
 */
export function toVerboseJson(transcript: Transcript, { words = true }: { words?: boolean } = {}) {
  const { language, durationSeconds, text, segments, coverage, brokenOff } = transcript;
  return {
    task: "transcribe",
    language: languageName(language),
    duration: durationSeconds,
    text,
    segments: segments.map(segmentOf),
    ...(words && {
      words: segments.flatMap((segment) =>
        segment.words.map(({ word, start, end }) => ({ word: word.trim(), start, end })),
      ),
    }),
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
