import { Webhook } from "standardwebhooks";
import { DiaristError } from "../../domain/errors.js";
import type { GuardedFetch } from "../../net/port.js";
import { retryAfterSeconds } from "../service-errors.js";
import type { WebhookSender } from "./port.js";

/** What Standard Webhooks gives receivers: long enough for a slow one, short enough not to hold a worker's slot. */
const TIMEOUT_MS = 15_000;

/** Signs and sends as https://www.standardwebhooks.com describes. A redirect is an answer like any other that is not 2xx. */
export function createHttpWebhookSender(fetch: GuardedFetch): WebhookSender {
  return {
    async send({ url, eventId, sentAt, body, secrets }, signal) {
      const signatures = secrets.map((secret) => new Webhook(secret).sign(eventId, sentAt, body));
      try {
        const response = await fetch(url, {
          method: "POST",
          body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
          headers: {
            "content-type": "application/json",
            "user-agent": "Diarist-Webhooks",
            "webhook-id": eventId,
            "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
            "webhook-signature": signatures.join(" "),
          },
        });
        await response.body?.cancel();
        return {
          status: response.status,
          retryAfterSeconds: retryAfterSeconds(response.headers, Date.now()),
        };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof DiaristError) throw error;
        throw new DiaristError("webhook_undelivered", `The endpoint did not answer: ${reasonOf(error)}`);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
