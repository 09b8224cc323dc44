import { z } from "zod";
import { failureSchema, type Job } from "./job.js";

/** What callers can ask to be told. */
export const WEBHOOK_EVENTS = ["job.completed", "job.failed", "job.cancelled", "note.ready"] as const;
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** Beside them, what is sent when somebody tries out their endpoint. */
export const TEST_EVENT = "webhook.test";

/** The webhook of a tenant whose secret signs what goes to the URLs that jobs name for themselves. */
export const JOBS_OWN_WEBHOOK = "jobs";

export const MAX_WEBHOOK_URL_LENGTH = 2000;
export const webhookUrlSchema = z.url({ protocol: /^https?$/ }).max(MAX_WEBHOOK_URL_LENGTH);

export const webhookSchema = z.object({
  webhookId: z.string(),
  tenantId: z.string(),
  /** Absent for the webhook of jobs' own URLs. */
  url: webhookUrlSchema.optional(),
  description: z.string().max(200).optional(),
  events: z.array(webhookEventSchema),
  /** Newest first, in Standard Webhooks' form `whsec_…`; an older one signs too until `validUntil`. */
  secrets: z.array(z.object({ secret: z.string(), validUntil: z.string().optional() })),
  createdAt: z.string(),
  /** Since when nothing is sent any more, because the endpoint answered that it is gone. */
  disabledAt: z.string().optional(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** One try to deliver one event. */
export const webhookAttemptSchema = z.object({
  webhookId: z.string(),
  eventId: z.string(),
  type: z.string(),
  jobId: z.string().optional(),
  attempt: z.number().int(),
  at: z.string(),
  durationSeconds: z.number(),
  /** The endpoint's answer; absent where there was none. */
  status: z.number().int().optional(),
  /** Why there was none. */
  error: z.string().optional(),
});
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;

/** What stands in the body, in the shape that Standard Webhooks recommends. */
export const webhookPayloadSchema = z.object({
  type: z.string(),
  /** When it happened, ISO 8601. */
  timestamp: z.string(),
  data: z.object({
    jobId: z.string().optional(),
    status: z.string().optional(),
    fileName: z.string().optional(),
    title: z.string().optional(),
    durationSeconds: z.number().optional(),
    missingSeconds: z.number().optional(),
    language: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    failure: failureSchema.optional(),
  }),
});
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;

/** What there is to tell of a job that has ended. */
export function eventsOf({ state, note }: Pick<Job, "state" | "note">): WebhookEvent[] {
  switch (state) {
    case "completed":
      return note.status === "completed" ? ["job.completed", "note.ready"] : ["job.completed"];
    case "failed":
    case "cancelled":
      return [`job.${state}`];
    default:
      return [];
  }
}

/** Says what happened and where to look, and holds nothing of what was spoken. A job that was erased is its id. */
export function payloadOf(
  type: string,
  timestamp: string,
  jobId: string | undefined,
  job: Job | undefined,
): WebhookPayload {
  if (job === undefined) return { type, timestamp, data: jobId === undefined ? {} : { jobId } };
  const { state, fileName, title, durationSeconds, missingSeconds, language, metadata, failure } = job;
  const data = {
    ...{ jobId: job.jobId, status: state, fileName, title, durationSeconds, missingSeconds, language },
    ...{ metadata, failure },
  };
  return { type, timestamp, data };
}

/** The secrets that sign at a given time, newest first. */
export function signingSecrets({ secrets }: Webhook, now: string): string[] {
  return secrets
    .filter(({ validUntil }) => validUntil === undefined || validUntil > now)
    .map(({ secret }) => secret);
}
