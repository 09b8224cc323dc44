import { z } from "zod";
import { audioInfoSchema, chunkRefSchema } from "./audio.js";

/** A chunk and the object that holds what was heard in it. */
export const heardChunkSchema = z.object({ chunk: chunkRefSchema, partKey: z.string() });
export type HeardChunk = z.infer<typeof heardChunkSchema>;

/** What a transcript was made of: kept beside it, so that gaps can be filled later without touching the rest. */
export const assemblyRecordSchema = z.object({
  audio: audioInfoSchema,
  parts: z.array(heardChunkSchema),
  /** Listened to once more, each in place of what came before it. */
  again: z.array(heardChunkSchema),
  missing: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      reason: z.string(),
      channel: z.number().int().optional(),
    }),
  ),
  /** Of the object that tells where channels have each other's speech; absent where they do not. */
  crosstalkKey: z.string().optional(),
});
export type AssemblyRecord = z.infer<typeof assemblyRecordSchema>;
