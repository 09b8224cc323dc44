import { z } from "zod";
import { jobOptionsSchema, jobStateSchema, noteStateSchema } from "../domain/job.js";

/** What starts `TranscribeAndNote`. Numbers and keys only: histories hold no audio, transcript or note. */
export const transcribeAndNoteInputSchema = z.object({
  jobId: z.uuid(),
  tenantId: z.string(),
  fileName: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  options: jobOptionsSchema,
});
export type TranscribeAndNoteInput = z.infer<typeof transcribeAndNoteInputSchema>;

/** How a job ended; the workflow's result. */
export const transcribeAndNoteResultSchema = z.object({
  jobId: z.string(),
  state: jobStateSchema,
  note: noteStateSchema,
});
export type TranscribeAndNoteResult = z.infer<typeof transcribeAndNoteResultSchema>;

/** The answer of `progressQuery`. */
export const progressSchema = z.object({
  state: jobStateSchema,
  paused: z.boolean(),
  audioSeconds: z.number(),
  transcribedSeconds: z.number(),
  chunksPlanned: z.number().int(),
  chunksDone: z.number().int(),
});
export type Progress = z.infer<typeof progressSchema>;

export const writeNoteInputSchema = z.object({
  jobId: z.uuid(),
  tenantId: z.string(),
  createdAt: z.string(),
});
export type WriteNoteInput = z.infer<typeof writeNoteInputSchema>;
