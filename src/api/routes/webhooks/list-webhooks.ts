import { toWebhookAnswer, webhookPageSchema } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

export const listWebhooks = operation({
  id: "listWebhooks",
  method: "get",
  path: "/v1/webhooks",
  tag: "Webhooks",
  summary: "List webhooks, newest first",
  scope: "webhooks:write",
  answers: { 200: { description: "All of them.", json: webhookPageSchema } },
  handler: async ({ webhooks }, { tenantId }) => ({
    status: 200,
    body: { webhooks: (await webhooks.list(tenantId)).map(toWebhookAnswer) },
  }),
});
