import { z } from "zod";
import {
  JOBS_OWN_WEBHOOK,
  WEBHOOK_EVENTS,
  webhookAttemptSchema,
  webhookEventSchema,
  webhookUrlSchema,
  type Webhook,
  type WebhookAttempt,
} from "../../domain/webhook.js";
import { jobIdSchema, secondsSchema, timeSchema } from "./common.js";
import { newWebhookUrlSchema } from "./target-url.js";

const webhookIdSchema = z
  .string()
  .regex(/^(wh_[0-9a-f]{32}|jobs)$/, "is no id of a webhook")
  .meta({
    description: `A webhook's id, or \`${JOBS_OWN_WEBHOOK}\` for what signs the events that go to jobs' own \`webhookUrl\`.`,
    examples: ["wh_5f0c6a3e9b1d4c7e8a2b0d9f4e6a1c3b"],
  });
export const webhookIdParams = z.object({ webhookId: webhookIdSchema });

const fields = {
  url: newWebhookUrlSchema.meta({
    description:
      "Where events go, by POST. Only public addresses are reached, unless the operator allows others.",
    examples: ["https://example.com/diarist-events"],
  }),
  description: z.string().max(200).meta({ description: "For you to tell your webhooks apart." }),
  events: z
    .array(webhookEventSchema)
    .min(1)
    .meta({ examples: [["job.completed", "job.failed"]] }),
};

export const newWebhookSchema = z
  .strictObject({
    url: fields.url,
    description: fields.description.optional(),
    events: fields.events.default([...WEBHOOK_EVENTS]),
  })
  .meta({ id: "NewWebhook" });

export const webhookChangeSchema = z
  .strictObject({
    url: fields.url.optional(),
    description: fields.description.optional(),
    events: fields.events.optional(),
    enabled: z
      .boolean()
      .optional()
      .meta({ description: "`true` also brings back one that said it was gone." }),
  })
  .refine((change) => Object.keys(change).length > 0, "names nothing to change")
  .meta({ id: "WebhookChange", minProperties: 1 });

export const webhookAnswerSchema = z
  .object({
    id: webhookIdSchema,
    url: webhookUrlSchema.optional().meta({ description: `Absent for \`${JOBS_OWN_WEBHOOK}\`.` }),
    description: z.string().optional(),
    events: z.array(webhookEventSchema),
    enabled: z.boolean(),
    createdAt: timeSchema,
  })
  .meta({ id: "Webhook", description: "A webhook without its secret." });

export const webhookSecretSchema = z
  .object({
    secret: z.string().meta({
      description:
        "Verifies the header `webhook-signature`, as Standard Webhooks describes. Shown this once: keep it where secrets are kept.",
      examples: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    }),
  })
  .meta({ id: "WebhookSecret" });

export const newWebhookAnswerSchema = webhookAnswerSchema
  .extend(webhookSecretSchema.shape)
  .meta({ id: "WebhookWithSecret" });

export const webhookPageSchema = z
  .object({ webhooks: z.array(webhookAnswerSchema) })
  .meta({ id: "WebhookList" });

export const webhookTestSchema = z
  .object({
    eventId: z.string().meta({ description: "Stands in the list of attempts, and in `webhook-id`." }),
  })
  .meta({ id: "WebhookTest" });

export const attemptAnswerSchema = z
  .object({
    eventId: z.string(),
    type: z.string().meta({ examples: ["job.completed"] }),
    jobId: jobIdSchema.optional(),
    attempt: z.number().int().meta({ description: "Counts from 1." }),
    at: timeSchema,
    durationSeconds: secondsSchema,
    status: z
      .number()
      .int()
      .optional()
      .meta({ description: "What the endpoint answered. Absent: it did not." }),
    error: z.string().optional().meta({ description: "Why there was no answer." }),
  })
  .meta({ id: "WebhookAttempt" });

export const attemptPageSchema = z
  .object({
    attempts: z.array(attemptAnswerSchema),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
  })
  .meta({ id: "WebhookAttemptPage" });

/** A webhook as the API shows it: everything but whose it is and what signs. */
export function toWebhookAnswer({ webhookId, url, description, events, createdAt, disabledAt }: Webhook) {
  const enabled = disabledAt === undefined;
  return { ...{ id: webhookId, url, description, events, createdAt }, enabled };
}

export function toAttemptAnswer({ webhookId: _, ...attempt }: WebhookAttempt) {
  return webhookAttemptSchema.omit({ webhookId: true }).parse(attempt);
}
