import { createWebhook } from "./create-webhook.js";
import { deleteWebhook } from "./delete-webhook.js";
import { getWebhook } from "./get-webhook.js";
import { listWebhookAttempts } from "./list-webhook-attempts.js";
import { listWebhooks } from "./list-webhooks.js";
import { rotateWebhookSecret } from "./rotate-webhook-secret.js";
import { testWebhook } from "./test-webhook.js";
import { updateWebhook } from "./update-webhook.js";

export const WEBHOOK_OPERATIONS = [
  createWebhook,
  listWebhooks,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  listWebhookAttempts,
];
