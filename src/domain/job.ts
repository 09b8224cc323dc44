import { z } from "zod";
import { assertNever } from "./errors.js";

export const JOB_STATES = [
  "queued",
  "preparing",
  "transcribing",
  "writing_note",
  "completed",
  "failed",
  "cancelled",
] as const;

export const jobStateSchema = z.enum(JOB_STATES);
export type JobState = z.infer<typeof jobStateSchema>;

/** Why a job or its note did not come out: a code of domain/errors.ts and a sentence for people. */
export const failureSchema = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof failureSchema>;

export const noteStateSchema = z.object({
  status: z.enum(["pending", "completed", "failed"]),
  failure: failureSchema.optional(),
});
export type NoteState = z.infer<typeof noteStateSchema>;

export const jobOptionsSchema = z.object({
  /** ISO 639-1 code of the speech; found by the engine when absent. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  /** Names and words that the engine should expect. */
  prompt: z.string().max(2000).optional(),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

/** The job store's item: everything about a job except audio, transcript and note, which are objects. */
export const jobSchema = z.object({
  jobId: z.uuid(),
  tenantId: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** Of the uploaded bytes, in hex. */
  sha256: z.string(),
  state: jobStateSchema,
  options: jobOptionsSchema,
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
  title: z.string().optional(),
  durationSeconds: z.number().optional(),
  language: z.string().optional(),
  missingSeconds: z.number().optional(),
  note: noteStateSchema,
  failure: failureSchema.optional(),
});
export type Job = z.infer<typeof jobSchema>;

export function isFinalState(state: JobState): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}

export type LegacyStatus =
  "queued" | "downloading" | "transcribing" | "generating_note" | "completed" | "error";

/** The status word that clients of the replaced system know for a state. */
export function legacyStatus(state: JobState): LegacyStatus {
  switch (state) {
    case "queued":
      return "queued";
    case "preparing":
      return "downloading";
    case "transcribing":
      return "transcribing";
    case "writing_note":
      return "generating_note";
    case "completed":
      return "completed";
    case "failed":
    case "cancelled":
      return "error";
    default:
      return assertNever(state);
  }
}

/** Failures that every chunk of the recording would meet alike, so that going on with the others is of no use. */
const WHOLE_JOB_FAILURES: ReadonlySet<string> = new Set([
  "speech_unauthorized",
  "speech_unavailable",
  "storage_unavailable",
]);

export function endsTheJob(failure: Failure): boolean {
  return WHOLE_JOB_FAILURES.has(failure.code);
}

export function isUsableTitle(title: unknown): title is string {
  return typeof title === "string" && title.trim().length > 0 && title.length <= 200;
}
