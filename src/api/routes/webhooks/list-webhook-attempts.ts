import { z } from "zod";
import { attemptPageSchema, toAttemptAnswer, webhookIdParams } from "../../../contracts/http/webhook.js";
import { operation } from "../../operation.js";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().optional().meta({ description: "`nextCursor` of the page before." }),
});

export const listWebhookAttempts = operation({
  id: "listWebhookAttempts",
  method: "get",
  path: "/v1/webhooks/{webhookId}/attempts",
  tag: "Webhooks",
  summary: "See what was sent, newest first",
  description: "Each try to deliver an event, for 30 days.",
  scope: "webhooks:write",
  params: webhookIdParams,
  query: querySchema,
  answers: { 200: { description: "A page of attempts.", json: attemptPageSchema } },
  problems: ["webhook_not_found"],
  handler: async ({ webhooks }, { tenantId, params, query }) => {
    const { attempts, ...page } = await webhooks.attempts(tenantId, params.webhookId, query);
    return { status: 200, body: { ...page, attempts: attempts.map(toAttemptAnswer) } };
  },
});
