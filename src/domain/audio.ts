import { z } from "zod";

/** What a recording is, read from its own packets and not from its name. */
export const audioInfoSchema = z.object({
  durationSeconds: z.number(),
  /** ffmpeg's names, e.g. `mp3`, `aac`, `pcm_s16le`; and `mov,mp4,m4a,3gp,3g2,mj2`. */
  codec: z.string(),
  container: z.string(),
  channels: z.number().int(),
  sampleRate: z.number().int(),
  /** Present where the recording breaks off: how long its header says it is, or else its size. */
  claimedSeconds: z.number().optional(),
  /** Present where the channels cancel out when they are mixed: the one that is heard instead, counted from zero. */
  heardChannel: z.number().int().optional(),
});
export type AudioInfo = z.infer<typeof audioInfoSchema>;

/** What a speech service decodes: the formats that OpenAI's endpoint names, or all that libav reads. */
export const SPEECH_FORMATS = ["common", "all"] as const;
export type SpeechFormats = (typeof SPEECH_FORMATS)[number];

const rangeSchema = z.object({ from: z.number().int(), to: z.number().int() });

/** A range of raw samples, to be made one channel of 16 bits (see mono.ts). */
export const monoRangeSchema = rangeSchema.extend({
  kind: z.enum(["unsigned", "signed", "float", "alaw", "mulaw"]),
  bytes: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(8)]),
  swapped: z.boolean(),
  channels: z.number().int(),
  channel: z.number().int().optional(),
});
export type MonoRange = z.infer<typeof monoRangeSchema>;

/** One of more samples a second than speech needs: each is made of so many frames. */
const thinnedRangeSchema = monoRangeSchema.extend({ framesPerSample: z.number().int() });
export type ThinnedRange = z.infer<typeof thinnedRangeSchema>;

/**
 * What a piece's file consists of, one part after the other: bytes in base64 (few: they stand in histories), such bytes
 * deflated, a range of the recording (`to` is exclusive; where there is `swap`, samples of so many bytes to be turned round), a
 * range to be mixed, one to be mixed and thinned, or an object of its own. No kind looks like another: a worker of an earlier
 * release fails at what it does not know.
 */
export const piecePartSchema = z.union([
  z.object({ bytes: z.string() }),
  z.object({ deflated: z.string(), sizeBytes: z.number().int() }),
  rangeSchema.extend({ swap: z.number().int().optional() }),
  z.object({ mono: monoRangeSchema }),
  z.object({ thinned: thinnedRangeSchema }),
  // The size is absent in the histories of jobs that began under 0.2.
  z.object({ key: z.string(), sizeBytes: z.number().int().optional() }),
]);
export type PiecePart = z.infer<typeof piecePartSchema>;

export type MixedRange = MonoRange | ThinnedRange;
type MixedPart = { mono: MonoRange } | { thinned: ThinnedRange };

/** Whether a part is to be mixed, of the recipe or of what the recipe is made of. */
export function isMixed<Part extends object>(part: Part): part is Extract<Part, MixedPart> {
  return "mono" in part || "thinned" in part;
}

export function mixedRange(part: MixedPart): MixedRange {
  return "mono" in part ? part.mono : part.thinned;
}

export const pieceAudioSchema = z.object({
  /** Of the piece as a file, without a dot. */
  extension: z.string(),
  parts: z.array(piecePartSchema),
});
export type PieceAudio = z.infer<typeof pieceAudioSchema>;

/**
 * One piece of a recording. `startSeconds` to `endSeconds` is the span of the recording that this chunk answers for; its
 * audio begins at `audioStartSeconds`, which may be a little earlier.
 */
export const chunkRefSchema = z.object({
  /** Of its own also where channels are pieces by themselves. */
  index: z.number().int(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  audioStartSeconds: z.number(),
  /** Present where the piece is one channel of the recording, counted from zero. */
  channel: z.number().int().optional(),
  audio: pieceAudioSchema,
});
export type ChunkRef = z.infer<typeof chunkRefSchema>;

/** A recording's chunks in order: an object beside the job. */
export const planSchema = z.object({ audio: audioInfoSchema, chunks: z.array(chunkRefSchema) });
export type Plan = z.infer<typeof planSchema>;
