import { webhookIdParams } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

export const deleteWebhook = operation({
  id: "deleteWebhook",
  method: "delete",
  path: "/v1/webhooks/{webhookId}",
  tag: "Webhooks",
  summary: "Delete a webhook",
  description: "What is still to be delivered to it is not sent any more.",
  scope: "webhooks:write",
  params: webhookIdParams,
  answers: { 204: { description: "It is gone." } },
  problems: ["webhook_not_found"],
  handler: async ({ webhooks, access }, { tenantId, params: { webhookId }, request }) => {
    await webhooks.delete(tenantId, webhookId);
    access.audit(request, "webhook.deleted", { webhookId });
    return { status: 204 };
  },
});
