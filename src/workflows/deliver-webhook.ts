import type { DeliverWebhookInput } from "../contracts/workflow-io.js";
import { webhooks } from "./activities.js";

/** Tells one endpoint of one event, for up to 24 hours. */
export async function DeliverWebhook(input: DeliverWebhookInput): Promise<void> {
  await webhooks.deliverWebhook(input);
}
