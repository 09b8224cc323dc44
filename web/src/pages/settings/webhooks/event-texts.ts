import type { WebhookEvent } from "../../../api/webhooks.js";

/** What is told, in words. */
export const EVENT_TEXTS = {
  "job.completed": "looking.settings.webhooks.events.completed",
  "note.ready": "looking.settings.webhooks.events.note",
  "job.failed": "looking.settings.webhooks.events.failed",
  "job.cancelled": "looking.settings.webhooks.events.cancelled",
} as const satisfies Record<WebhookEvent, string>;
