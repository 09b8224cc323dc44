import type { DeliveryStarter } from "../../src/api/webhooks/delivery-starter.js";
import type { DeliverWebhookInput } from "../../src/contracts/workflow-io.js";

/** Remembers what it was asked to deliver. */
export class FakeDeliveryStarter implements DeliveryStarter {
  readonly started: DeliverWebhookInput[] = [];

  start(delivery: DeliverWebhookInput): Promise<void> {
    this.started.push(delivery);
    return Promise.resolve();
  }
}
