import { z } from "zod";
import {
  failureSchema,
  isFinalState,
  jobStateSchema,
  metadataSchema,
  noteStateSchema,
  tagsSchema,
  type Job,
} from "../../domain/job.js";
import { noteSummarySchema } from "../../domain/note-summary.js";
import { jobOptionsAnswerSchema } from "./job-fields.js";
import { jobIdSchema, secondsSchema, timeSchema } from "./common.js";

export const jobStatusSchema = jobStateSchema.meta({
  id: "JobStatus",
  description: "`completed`, `failed` and `cancelled` are final.",
  examples: ["transcribing"],
});

/** How far the note is and, once there is one, what lists show of it. */
const jobNoteSchema = noteStateSchema.extend(noteSummarySchema.partial().shape).meta({
  id: "NoteState",
  description:
    "`title`, `date`, `mood` and `tags` are those of the note that can be read: while it is being written again, of the earlier one. " +
    "`mood` is there for a diary whose mood was judged; its `value` goes from -1 (low) to 1 (good).",
  examples: [
    {
      status: "completed",
      title: "I was at the dentist",
      date: "2026-11-22",
      mood: { label: "good", value: 0.4 },
      tags: ["dentist"],
    },
  ],
});

/** A job as `/v1` shows it. A field that has no value yet is left out. */
export const jobAnswerSchema = z
  .object({
    id: jobIdSchema,
    status: jobStatusSchema,
    title: z
      .string()
      .optional()
      .meta({ examples: ["The dentist was late"] }),
    fileName: z.string().meta({ examples: ["Monday.m4a"] }),
    contentType: z
      .string()
      .optional()
      .meta({
        description:
          "Told from the content. Absent, like the next two, while the recording is being fetched.",
        examples: ["audio/mp4"],
      }),
    sizeBytes: z
      .number()
      .int()
      .optional()
      .meta({ examples: [2_481_152] }),
    sha256: z.string().optional().meta({ description: "Of the uploaded bytes, in hex." }),
    durationSeconds: secondsSchema.optional(),
    language: z
      .string()
      .optional()
      .meta({ description: "ISO 639-1, of what is spoken.", examples: ["en"] }),
    missingSeconds: secondsSchema
      .optional()
      .meta({ description: "How much of the recording could not be transcribed.", examples: [0] }),
    options: jobOptionsAnswerSchema,
    tags: tagsSchema.optional(),
    metadata: metadataSchema.optional(),
    webhookUrl: z.string().optional(),
    paused: z.boolean().optional().meta({ description: "While it is true no further part is begun." }),
    note: jobNoteSchema,
    failure: failureSchema
      .meta({ id: "Failure" })
      .optional()
      .meta({ description: "Why a failed job failed." }),
    retries: z
      .number()
      .int()
      .optional()
      .meta({ description: "How often it was taken up again after it had failed." }),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Job" });
export type JobAnswer = z.infer<typeof jobAnswerSchema>;

export const jobPageSchema = z
  .object({
    jobs: z.array(jobAnswerSchema),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
  })
  .meta({ id: "JobPage" });

/** A stored job as the API shows it: everything but whose it is, and whether a job that has ended was paused. */
export function toJobAnswer({
  jobId,
  tenantId: _,
  state,
  paused,
  note,
  noteSummary,
  editsId: _edits,
  ...job
}: Job): JobAnswer {
  const { contentType, sizeBytes, sha256, sourceUrl: _source, ...rest } = job;
  return {
    id: jobId,
    status: state,
    ...rest,
    note: { ...note, ...noteSummary },
    ...(sha256 !== "" && { contentType, sizeBytes, sha256 }),
    ...(paused === true && !isFinalState(state) && { paused }),
  };
}
