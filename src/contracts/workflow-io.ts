import { z } from "zod";
import { deliveryWorkflowId, TASK_QUEUES } from "./names.js";
import { jobStateSchema, noteStateSchema, transcriptionOptionsSchema } from "../domain/job.js";

/**
 * Which order of commands a job's workflow keeps to. A job that began under an earlier release goes on in that release's
 * order: 1 (absent) calls the stores over the task queue, 2 within workflow tasks, 3 also probes and plans in one, 4 also compares
 * channels.
 */
export const WORKFLOW_REVISION = 4;

/** What starts `TranscribeAndNote`. Numbers and keys only: histories hold no audio, transcript or note. */
export const transcribeAndNoteInputSchema = z.object({
  revision: z.number().int().optional(),
  jobId: z.uuid(),
  tenantId: z.string(),
  fileName: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  options: transcriptionOptionsSchema,
  /** Whether the recording has to be fetched first. From where stands in the job's item, since it may be a secret. */
  hasSource: z.boolean().optional(),
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

/** What starts `RetryMissing`. */
export type RetryMissingInput = WriteNoteInput;

/** What a completed job's transcript lacked before its missing parts were tried again, and what it lacks now. */
export const retryMissingResultSchema = z.object({
  missingSecondsBefore: z.number(),
  missingSeconds: z.number(),
  /** Written again where something was filled in. */
  note: noteStateSchema.optional(),
});
export type RetryMissingResult = z.infer<typeof retryMissingResultSchema>;

/** What starts `DeliverWebhook`: which event goes to which endpoint. What the event says is read when it is sent. */
export const deliverWebhookInputSchema = z.object({
  tenantId: z.string(),
  webhookId: z.string(),
  eventId: z.string(),
  type: z.string(),
  /** ISO 8601. */
  occurredAt: z.string(),
  /** Absent for a test. */
  jobId: z.string().optional(),
});
export type DeliverWebhookInput = z.infer<typeof deliverWebhookInputSchema>;

/** How a delivery is started: one for each event and endpoint, however often it is asked for. */
export function deliveryOf(input: DeliverWebhookInput) {
  const args: [DeliverWebhookInput] = [input];
  return {
    taskQueue: TASK_QUEUES.orchestration,
    workflowId: deliveryWorkflowId(input.webhookId, input.eventId),
    workflowIdConflictPolicy: "USE_EXISTING" as const,
    workflowIdReusePolicy: "REJECT_DUPLICATE" as const,
    staticSummary: `${input.type} to ${input.webhookId}`,
    args,
  };
}
