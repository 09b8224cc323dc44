import { Context } from "@temporalio/activity";
import type { DeliverWebhookInput } from "../contracts/workflow-io.js";
import { DiaristError } from "../domain/errors.js";
import { JOBS_OWN_WEBHOOK, payloadOf, signingSecrets, type Webhook } from "../domain/webhook.js";
import type { WebhookSender } from "../providers/webhooks/port.js";
import type { JobStore } from "../storage/ports.js";
import type { WebhookStore } from "../storage/webhook-port.js";
import { withHeartbeat } from "./heartbeat.js";

export interface WebhookDependencies {
  jobs: JobStore;
  webhooks: WebhookStore;
  sender: WebhookSender;
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>;

const GONE = 410;

/** Tells a caller's endpoint what happened. */
export function createWebhookActivities({ jobs, webhooks, sender }: WebhookDependencies) {
  async function log(
    { tenantId, webhookId, eventId, type, jobId }: DeliverWebhookInput,
    startedMs: number,
    outcome: { status: number } | { error: string },
  ): Promise<void> {
    await webhooks.logAttempt(tenantId, {
      ...{ webhookId, eventId, type },
      ...(jobId === undefined ? {} : { jobId }),
      attempt: Context.current().info.attempt,
      at: new Date(startedMs).toISOString(),
      durationSeconds: (Date.now() - startedMs) / 1000,
      ...outcome,
    });
  }

  return {
    /**
     * Sends one event to one endpoint. An endpoint that is gone, by its own word or its owner's, gets nothing more. Throws
     * `webhook_undelivered` to be tried again, and `forbidden_address`.
     */
    async deliverWebhook(input: DeliverWebhookInput): Promise<void> {
      const { tenantId, webhookId, eventId, type, occurredAt, jobId } = input;
      const webhook = await webhooks.get(tenantId, webhookId);
      const job = jobId === undefined ? undefined : await jobs.get(tenantId, jobId);
      const url = urlOf(webhook, job?.webhookUrl);
      if (webhook === undefined || url === undefined) return;

      const startedMs = Date.now();
      const body = JSON.stringify(payloadOf(type, occurredAt, jobId, job));
      const secrets = signingSecrets(webhook, new Date(startedMs).toISOString());
      const answer = await withHeartbeat("delivering", async (signal) => {
        try {
          return await sender.send({ url, eventId, sentAt: new Date(startedMs), body, secrets }, signal);
        } catch (error) {
          await log(input, startedMs, { error: error instanceof Error ? error.message : String(error) });
          throw error;
        }
      });
      await log(input, startedMs, { status: answer.status });
      if (answer.status >= 200 && answer.status < 300) return;
      if (answer.status === GONE) {
        if (webhook.url !== undefined)
          await webhooks.put({ ...webhook, disabledAt: new Date(startedMs).toISOString() });
        return;
      }
      throw new DiaristError(
        "webhook_undelivered",
        `The endpoint answered ${String(answer.status)}`,
        answer.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: answer.retryAfterSeconds },
      );
    },
  };
}

function urlOf(webhook: Webhook | undefined, jobsOwn: string | undefined): string | undefined {
  if (webhook?.disabledAt !== undefined) return undefined;
  return webhook?.webhookId === JOBS_OWN_WEBHOOK ? jobsOwn : webhook?.url;
}
