import {
  newWebhookAnswerSchema,
  newWebhookSchema,
  toWebhookAnswer,
} from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";
import { requireWebhookTarget } from "../../targets.js";

export const createWebhook = operation({
  id: "createWebhook",
  method: "post",
  path: "/v1/webhooks",
  tag: "Webhooks",
  summary: "Be told what becomes of jobs",
  description:
    "Events are sent as [Standard Webhooks](https://www.standardwebhooks.com) describes, and sent again for 24 hours until the " +
    "endpoint answers with 2xx. One that answers 410 is told nothing more. The answer holds the secret, this once.",
  scope: "webhooks:write",
  idempotent: true,
  answersSecret: true,
  json: newWebhookSchema,
  answers: { 201: { description: "The webhook.", json: newWebhookAnswerSchema } },
  problems: ["forbidden_address", "too_many_webhooks"],
  handler: async (context, { tenantId, body, attempt, request }) => {
    const { webhooks, access } = context;
    requireWebhookTarget(context, "url", body.url);
    const { webhook, secret } = await webhooks.create(tenantId, attempt.resourceId, body);
    access.audit(request, "webhook.created", { webhookId: webhook.webhookId });
    return { status: 201, body: { ...toWebhookAnswer(webhook), secret } };
  },
});
