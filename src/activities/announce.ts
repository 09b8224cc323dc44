import { WORKFLOW_TYPES } from "../contracts/names.js";
import { deliveryOf } from "../contracts/workflow-io.js";
import type { Job } from "../domain/job.js";
import { JOBS_OWN_WEBHOOK, type WebhookEvent } from "../domain/webhook.js";
import type { WebhookStore } from "../storage/webhook-port.js";
import { startOnce } from "./start-once.js";

/** Something that happened to a job. The `occasion` makes the event's id: of one occasion nobody is told twice. */
export interface Announcement {
  type: WebhookEvent;
  occasion: string;
}

/** Starts a delivery of each event to each endpoint that wants to know. May be called again. */
export async function announce(
  webhooks: WebhookStore,
  job: Job,
  announcements: readonly Announcement[],
): Promise<void> {
  if (announcements.length === 0) return;
  const { tenantId, jobId, updatedAt, webhookUrl } = job;
  const endpoints = (await webhooks.list(tenantId)).filter(({ disabledAt }) => disabledAt === undefined);
  for (const { type, occasion } of announcements) {
    const wanting = endpoints.filter(({ webhookId, events }) =>
      webhookId === JOBS_OWN_WEBHOOK ? webhookUrl !== undefined : events.includes(type),
    );
    for (const { webhookId } of wanting) {
      const eventId = `${type}.${occasion}`;
      const delivery = { tenantId, webhookId, eventId, type, occurredAt: updatedAt, jobId };
      await startOnce(WORKFLOW_TYPES.deliverWebhook, deliveryOf(delivery));
    }
  }
}
