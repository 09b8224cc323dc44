import type { DeliverWebhookInput } from "../../contracts/workflow-io.js";

/** Has events delivered. */
export interface DeliveryStarter {
  /** Resolves when the event is sure to be sent, not when it has been. Throws DiaristError `workflow_unavailable`. */
  start(delivery: DeliverWebhookInput): Promise<void>;
}
