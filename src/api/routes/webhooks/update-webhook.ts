import {
  toWebhookAnswer,
  webhookAnswerSchema,
  webhookChangeSchema,
  webhookIdParams,
} from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

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
  problems: ["webhook_not_found"],
  handler: async ({ webhooks }, { tenantId, params, body }) => ({
    status: 200,
    body: toWebhookAnswer(await webhooks.change(tenantId, params.webhookId, body)),
  }),
});
