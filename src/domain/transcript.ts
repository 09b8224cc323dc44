import { z } from "zod";

/** Times are seconds from the start of whatever the object describes: the recording, or one chunk of it. */
export const wordSchema = z.object({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  /** 0 to 1; absent where the engine gives none. */
  probability: z.number().optional(),
});
export type Word = z.infer<typeof wordSchema>;

export const segmentSchema = z.object({
  id: z.number().int(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  speaker: z.string().optional(),
  language: z.string().optional(),
  words: z.array(wordSchema),
  /** What the engine thought of its own work; Whisper's measures, absent where the engine gives none. */
  avgLogprob: z.number().optional(),
  noSpeechProb: z.number().optional(),
  compressionRatio: z.number().optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

/** The same segment, from the first of these words to the last. */
export function withWords(segment: Segment, words: Word[]): Segment {
  const { start = segment.start } = words[0] ?? {};
  const { end = segment.end } = words.at(-1) ?? {};
  return { ...segment, words, start, end };
}

/** The same segments with their words changed; those in which none is changed as they are. */
export function mapWords(segments: readonly Segment[], change: (word: Word) => Word): Segment[] {
  return segments.map((segment) => {
    const words = segment.words.map(change);
    return words.some((word, index) => word !== segment.words[index]) ? withWords(segment, words) : segment;
  });
}

/** How fine the engine's times are: a time a word, a time a segment, or none but the chunk's own. */
export const timingSchema = z.enum(["word", "segment", "none"]);
export type Timing = z.infer<typeof timingSchema>;

export const engineSchema = z.object({ model: z.string(), timing: timingSchema });
export type Engine = z.infer<typeof engineSchema>;

const spanSchema = z.object({ start: z.number(), end: z.number() });

/** What the speech engine made of one piece of audio; times count from that piece's start. */
export const recognitionSchema = z.object({
  language: z.string(),
  durationSeconds: z.number(),
  segments: z.array(segmentSchema),
  /** Where the engine noticed speech and understood no word of it; most engines cannot tell. */
  unheard: z.array(spanSchema).optional(),
  /** Where it sounds to the engine like a voice, and its model takes it for none. Then anywhere else it is like none at all. */
  dismissed: z.array(spanSchema).optional(),
  /** How many segments were left out because they were made up over silence, music or noise. */
  removed: z.number().int().optional(),
  engine: engineSchema,
});
export type Recognition = z.infer<typeof recognitionSchema>;

export const missingSchema = z.object({
  start: z.number(),
  end: z.number(),
  /** A code of domain/errors.ts, or `not_understood`: there is sound like speech, and no words came of it. */
  reason: z.string(),
  /** Whose words are missing, where each channel is transcribed by itself. */
  speaker: z.string().optional(),
});
export type Missing = z.infer<typeof missingSchema>;

/** transcribedSeconds + silentSeconds + the length of every missing part = the recording's duration. */
export const coverageSchema = z.object({
  transcribedSeconds: z.number(),
  silentSeconds: z.number(),
  missing: z.array(missingSchema),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** A recording that ends before its header says it does. */
export const brokenOffSchema = z.object({ atSeconds: z.number(), claimedSeconds: z.number() });
export type BrokenOff = z.infer<typeof brokenOffSchema>;

/** A segment as it is read: with what people have made of it. */
export const shownSegmentSchema = segmentSchema.extend({
  /** ISO 8601; absent where the text is the machine's. */
  editedAt: z.string().optional(),
});
export type ShownSegment = z.infer<typeof shownSegmentSchema>;

export const transcriptSchema = z.object({
  language: z.string(),
  durationSeconds: z.number(),
  text: z.string(),
  segments: z.array(shownSegmentSchema),
  coverage: coverageSchema,
  /** Present where the recording breaks off; the duration is what there is of it. */
  brokenOff: brokenOffSchema.optional(),
  /** How many segments were taken out because the engine had made them up over silence, music or noise. */
  removedSegments: z.number().int().optional(),
  engine: engineSchema,
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** A transcript whose segments can be gone through again and again, and need not all be in memory for it. */
export type ReadableTranscript = Omit<Transcript, "segments"> & { segments: Iterable<ShownSegment> };
