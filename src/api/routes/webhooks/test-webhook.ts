import { webhookIdParams, webhookTestSchema } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

export const testWebhook = operation({
  id: "testWebhook",
  method: "post",
  path: "/v1/webhooks/{webhookId}/test",
  tag: "Webhooks",
  summary: "Send a test event",
  description: "Of the type `webhook.test`. The list of attempts says how it went.",
  scope: "webhooks:write",
  idempotent: true,
  params: webhookIdParams,
  answers: { 202: { description: "It is going to be sent.", json: webhookTestSchema } },
  problems: ["webhook_not_found", "workflow_unavailable"],
  handler: async ({ webhooks }, { tenantId, params, attempt }) => ({
    status: 202,
    body: { eventId: await webhooks.test(tenantId, params.webhookId, attempt.resourceId) },
  }),
});
