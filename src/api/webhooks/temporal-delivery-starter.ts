import type { Client } from "@temporalio/client";
import { WORKFLOW_TYPES } from "../../contracts/names.js";
import { deliveryOf, type DeliverWebhookInput } from "../../contracts/workflow-io.js";
import { DiaristError } from "../../domain/errors.js";
import type { DeliverWebhook } from "../../workflows/index.js";
import type { DeliveryStarter } from "./delivery-starter.js";

// Short of the minute that HTTP clients wait by habit, long enough for a server that is being restarted.
const START_TIMEOUT_MS = 10_000;

/** Deliveries are workflows. */
export class TemporalDeliveryStarter implements DeliveryStarter {
  constructor(private readonly client: Client) {}

  async start(delivery: DeliverWebhookInput): Promise<void> {
    try {
      await this.client.withDeadline(Date.now() + START_TIMEOUT_MS, () =>
        this.client.workflow.start<typeof DeliverWebhook>(
          WORKFLOW_TYPES.deliverWebhook,
          deliveryOf(delivery),
        ),
      );
    } catch (cause) {
      const message = "The workflow service could not take the event. Try it again later.";
      throw new DiaristError("workflow_unavailable", message, { cause });
    }
  }
}
