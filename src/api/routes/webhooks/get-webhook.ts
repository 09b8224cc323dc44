import { toWebhookAnswer, webhookAnswerSchema, webhookIdParams } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

export const getWebhook = operation({
  id: "getWebhook",
  method: "get",
  path: "/v1/webhooks/{webhookId}",
  tag: "Webhooks",
  summary: "Read a webhook",
  scope: "webhooks:write",
  params: webhookIdParams,
  answers: { 200: { description: "The webhook.", json: webhookAnswerSchema } },
  problems: ["webhook_not_found"],
  handler: async ({ webhooks }, { tenantId, params }) => ({
    status: 200,
    body: toWebhookAnswer(await webhooks.get(tenantId, params.webhookId)),
  }),
});
