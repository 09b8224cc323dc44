import {
  toWebhookAnswer,
  webhookAnswerSchema,
  webhookChangeSchema,
  webhookIdParams,
} from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";
import { requireWebhookTarget } from "../../targets.js";

export const updateWebhook = operation({
  id: "updateWebhook",
  method: "patch",
  path: "/v1/webhooks/{webhookId}",
  tag: "Webhooks",
  summary: "Change a webhook",
  scope: "webhooks:write",
  params: webhookIdParams,
  json: webhookChangeSchema,
  answers: { 200: { description: "The webhook as it is now.", json: webhookAnswerSchema } },
  problems: ["forbidden_address", "webhook_not_found"],
  handler: async (context, { tenantId, params, body }) => {
    requireWebhookTarget(context, "url", body.url);
    const webhook = await context.webhooks.change(tenantId, params.webhookId, body);
    return { status: 200, body: toWebhookAnswer(webhook) };
  },
});
