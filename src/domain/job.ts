import { z } from "zod";
import { assertNever } from "./errors.js";
import { filledText } from "./filled-text.js";
import { JOB_STATES, MOST_TITLE_LENGTH, type JobState } from "./job-state.js";
import { noteSummarySchema } from "./note-summary.js";
import { templateChoiceSchema } from "./note-template.js";

export { hasTranscript, isFinalState, JOB_STATES, type JobState } from "./job-state.js";

export const jobStateSchema = z.enum(JOB_STATES);

/** Why a job or its note did not come out: a code of domain/errors.ts and a sentence for people. */
export const failureSchema = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof failureSchema>;

export const noteStateSchema = z.object({
  status: z.enum(["pending", "completed", "failed"]),
  failure: failureSchema.optional(),
});
export type NoteState = z.infer<typeof noteStateSchema>;

/** How a recording is to be transcribed, and for how long what comes of it is kept. */
export const transcriptionOptionsSchema = z.object({
  /** ISO 639-1 code of the speech; found by the engine when absent. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, "has to be a language code such as de")
    .optional(),
  /** How the recording might have begun: sets the engine's style and spelling. */
  prompt: z.string().max(2000).optional(),
  /** Names and terms that the engine should expect. */
  vocabulary: z.array(z.string().min(1).max(100)).max(200).optional(),
  /** `by_channel`: each channel of the recording is one speaker's, and is transcribed by itself. */
  speakers: z.enum(["together", "by_channel"]).optional(),
  /** The speech service's model; the configured one where it is absent. */
  model: z.string().min(1).max(200).optional(),
  priority: z.enum(["low", "normal", "high"]).optional(),
  /** So many days after its end the job is erased. */
  retentionDays: z.number().int().min(1).max(3650).optional(),
});
export type TranscriptionOptions = z.infer<typeof transcriptionOptionsSchema>;

/** What note is to be written. Read from the job's item alone: a caller's own words have no place in a history. */
export const noteOptionsSchema = z.object({
  /** The diary where it is absent. */
  noteTemplate: templateChoiceSchema.optional(),
  /** What the caller tells the language model. */
  noteInstructions: filledText(2000).optional(),
  /** ISO 639-1 code of the language to write in; that of the speech where it is absent. */
  noteLanguage: z
    .string()
    .regex(/^[a-z]{2}$/, "has to be a language code such as de")
    .optional(),
});
export type NoteOptions = z.infer<typeof noteOptionsSchema>;

export const jobOptionsSchema = transcriptionOptionsSchema.extend(noteOptionsSchema.shape);
export type JobOptions = z.infer<typeof jobOptionsSchema>;

/** A job's options without those of the note, as they may stand in histories. */
export function transcriptionOptionsOf(options: JobOptions): TranscriptionOptions {
  return transcriptionOptionsSchema.parse(options);
}

/** Words to find a job by. */
export const tagsSchema = z.array(filledText(50)).max(20);

/** The caller's own, never looked at: at most 50 entries, so that a job stays far below the job store's item limit. */
export const metadataSchema = z
  .record(
    z.string().regex(/^[\w.-]{1,64}$/, "has names of up to 64 letters, digits, dots, dashes and underscores"),
    z.string().max(500),
  )
  .refine((entries) => Object.keys(entries).length <= 50, "has more than 50 entries");

export const titleSchema = filledText(MOST_TITLE_LENGTH);

/** The job store's item: everything about a job except audio, transcript and note, which are objects. */
export const jobSchema = z.object({
  jobId: z.uuid(),
  tenantId: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** Of the uploaded bytes, in hex; empty while they have yet to be fetched. */
  sha256: z.string(),
  /** Where the recording is to be fetched from; once it has been, without the parts that may be secret. */
  sourceUrl: z.string().optional(),
  state: jobStateSchema,
  options: jobOptionsSchema,
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
  title: z.string().optional(),
  durationSeconds: z.number().optional(),
  language: z.string().optional(),
  missingSeconds: z.number().optional(),
  tags: tagsSchema.optional(),
  metadata: metadataSchema.optional(),
  /** Told what becomes of the job, beside the tenant's webhooks. */
  webhookUrl: z.string().optional(),
  /** No chunk is begun while it is true; without meaning once the job has ended. */
  paused: z.boolean().optional(),
  note: noteStateSchema,
  /** Which record of the transcript's edits holds; absent where it was never edited. */
  editsId: z.string().optional(),
  /** Of the note that can be read, which may be an earlier one than `note` speaks of. */
  noteSummary: noteSummarySchema.optional(),
  failure: failureSchema.optional(),
  /** How often it was taken up again after it had failed; absent where it never was. */
  retries: z.number().int().positive().optional(),
});
export type Job = z.infer<typeof jobSchema>;

export const LEGACY_STATUSES = [
  "queued",
  "downloading",
  "transcribing",
  "generating_note",
  "completed",
  "error",
] as const;
export type LegacyStatus = (typeof LEGACY_STATUSES)[number];

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
