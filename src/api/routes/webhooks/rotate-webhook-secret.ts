import { webhookIdParams, webhookSecretSchema } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

export const rotateWebhookSecret = operation({
  id: "rotateWebhookSecret",
  method: "post",
  path: "/v1/webhooks/{webhookId}/secret",
  tag: "Webhooks",
  summary: "Make a new secret",
  description:
    "The secret before goes on signing beside it for 24 hours, as further signatures of each event. The id `jobs` stands for the " +
    "secret that signs what goes to the `webhookUrl` of single jobs.",
  scope: "webhooks:write",
  idempotent: true,
  answersSecret: true,
  params: webhookIdParams,
  answers: { 200: { description: "The new secret.", json: webhookSecretSchema } },
  problems: ["webhook_not_found"],
  handler: async ({ webhooks, access }, { tenantId, params: { webhookId }, request }) => {
    const secret = await webhooks.rotateSecret(tenantId, webhookId);
    access.audit(request, "webhook.secret_rotated", { webhookId });
    return { status: 200, body: { secret } };
  },
});
