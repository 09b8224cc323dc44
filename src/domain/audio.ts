import { z } from "zod";

/** What a recording is, read from its own packets and not from its name. */
export const audioInfoSchema = z.object({
  durationSeconds: z.number(),
  /** ffmpeg's names, e.g. `mp3`, `aac`, `pcm_s16le`; and `mov,mp4,m4a,3gp,3g2,mj2`. */
  codec: z.string(),
  container: z.string(),
  channels: z.number().int(),
  sampleRate: z.number().int(),
});
export type AudioInfo = z.infer<typeof audioInfoSchema>;

/**
 * One piece of a recording, prepared as an object of its own. `startSeconds` to `endSeconds` is the span of the recording
 * that this chunk answers for; its audio begins at `audioStartSeconds`, which may be a little earlier.
 */
export const chunkRefSchema = z.object({
  index: z.number().int(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  audioStartSeconds: z.number(),
  /** Object key of the prepared audio. */
  audioKey: z.string(),
});
export type ChunkRef = z.infer<typeof chunkRefSchema>;

/** A recording's chunks in order: an object beside the job, since long recordings have more silences than a history bears. */
export const planSchema = z.object({
  audio: audioInfoSchema,
  chunks: z.array(
    chunkRefSchema.extend({
      /** Of the prepared audio, in hex. */
      sha256: z.string(),
      /** Spans of at least half a second without sound, in the recording's time, `[start, end]` each. */
      silences: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
});
export type Plan = z.infer<typeof planSchema>;
