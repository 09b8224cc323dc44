import type { Segment, Transcript } from "../../../src/domain/transcript.js";

/** A segment whose words are said evenly, as an engine gives them: each with the space before it. */
export function spoken(text: string, start: number, end: number, more: Partial<Segment> = {}): Segment {
  const words = text.split(" ");
  const each = (end - start) / words.length;
  return {
    id: 0,
    start,
    end,
    text,
    words: words.map((word, index) => ({
      word: ` ${word}`,
      start: start + index * each,
      end: start + (index + 1) * each,
    })),
    ...more,
  };
}

export function transcriptOf(segments: Segment[], more: Partial<Transcript> = {}): Transcript {
  const durationSeconds = more.durationSeconds ?? segments.at(-1)?.end ?? 0;
  return {
    language: "en",
    durationSeconds,
    text: segments.map(({ text }) => text).join(" "),
    segments,
    coverage: { transcribedSeconds: durationSeconds, silentSeconds: 0, missing: [] },
    engine: { model: "base", timing: "word" },
    ...more,
  };
}

/** Fifteen minutes of which the middle third is missing, and which should have been half an hour. */
export const INCOMPLETE = transcriptOf([spoken("Before it.", 0, 4), spoken("After it.", 600, 604)], {
  durationSeconds: 900,
  coverage: {
    transcribedSeconds: 8,
    silentSeconds: 592,
    missing: [{ start: 300, end: 600, reason: "speech_rejected" }],
  },
  brokenOff: { atSeconds: 900, claimedSeconds: 1800 },
});

export const CONVERSATION = transcriptOf([
  spoken("Did you sleep?", 0, 2, { speaker: "Channel 1" }),
  spoken("Not at all.", 2.5, 4, { speaker: "Channel 2" }),
  spoken("It was hot.", 4.2, 5.5, { speaker: "Channel 2" }),
]);
