import { randomBytes } from "node:crypto";
import { DiaristError } from "../../domain/errors.js";
import { JOBS_OWN_WEBHOOK, TEST_EVENT, type Webhook, type WebhookEvent } from "../../domain/webhook.js";
import type { AttemptPage, WebhookStore } from "../../storage/webhook-port.js";
import type { DeliveryStarter } from "./delivery-starter.js";

/** More would be a list of subscribers, which is another product. */
const MOST_A_TENANT = 20;
/** For receivers to take over the new secret; what both of them may verify until then. */
const OLD_SECRET_MS = 24 * 3600 * 1000;
/** Each is one more signature in a header of every event. */
const MOST_OLD_SECRETS = 3;
/** What Standard Webhooks recommends for HMAC-SHA256 is 24 to 64. */
const SECRET_BYTES = 32;

export interface NewWebhook {
  url: string;
  description?: string | undefined;
  events: WebhookEvent[];
}

export interface WebhookChange {
  url?: string | undefined;
  description?: string | undefined;
  events?: WebhookEvent[] | undefined;
  enabled?: boolean | undefined;
}

/** The tenants' webhooks: made, changed, tried out. Throws `webhook_not_found` for one of somebody else's. */
export class Webhooks {
  constructor(
    private readonly store: WebhookStore,
    private readonly deliveries: DeliveryStarter,
  ) {}

  /** `resourceId` is a UUID; made again under the same one, it is the same webhook with another secret. */
  async create(tenantId: string, resourceId: string, { url, description, events }: NewWebhook) {
    const webhookId = `wh_${resourceId.replaceAll("-", "")}`;
    const others = (await this.list(tenantId)).filter((other) => other.webhookId !== webhookId);
    if (others.length >= MOST_A_TENANT)
      throw new DiaristError(
        "too_many_webhooks",
        `There are ${String(MOST_A_TENANT)} webhooks already. Delete one, or change it.`,
      );
    const secret = newSecret();
    const webhook: Webhook = {
      ...{ webhookId, tenantId, url, events },
      ...(description !== undefined && { description }),
      secrets: [{ secret }],
      createdAt: new Date().toISOString(),
    };
    await this.store.put(webhook);
    return { webhook, secret };
  }

  /** Newest first. */
  async list(tenantId: string): Promise<Webhook[]> {
    return (await this.store.list(tenantId)).filter(({ webhookId }) => webhookId !== JOBS_OWN_WEBHOOK);
  }

  async get(tenantId: string, webhookId: string): Promise<Webhook> {
    if (webhookId === JOBS_OWN_WEBHOOK) await this.serveJobs(tenantId);
    const webhook = await this.store.get(tenantId, webhookId);
    if (webhook === undefined) throw new DiaristError("webhook_not_found", "There is no webhook of that id.");
    return webhook;
  }

  async change(tenantId: string, webhookId: string, { enabled, ...change }: WebhookChange): Promise<Webhook> {
    const { disabledAt, ...before } = await this.endpoint(tenantId, webhookId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const isDisabled = enabled === undefined ? disabledAt !== undefined : !enabled;
    const webhook: Webhook = {
      ...before,
      ...given,
      ...(isDisabled && { disabledAt: disabledAt ?? new Date().toISOString() }),
    };
    await this.store.put(webhook);
    return webhook;
  }

  /**
   * A new secret signs from here on, beside those that did until now, each for a day from when it was replaced: whoever
   * makes a new one twice does not cut off receivers that have not taken over the first.
   */
  async rotateSecret(tenantId: string, webhookId: string): Promise<string> {
    const webhook = await this.get(tenantId, webhookId);
    const secret = newSecret();
    const now = Date.now();
    const validUntil = new Date(now + OLD_SECRET_MS).toISOString();
    const old = webhook.secrets
      .map((each) => ({ secret: each.secret, validUntil: each.validUntil ?? validUntil }))
      .filter((each) => each.validUntil > new Date(now).toISOString())
      .slice(0, MOST_OLD_SECRETS);
    await this.store.put({ ...webhook, secrets: [{ secret }, ...old] });
    return secret;
  }

  /** Gives back the event's id, which ends in `resourceId`: one event, however often it is asked for under that. */
  async test(tenantId: string, webhookId: string, resourceId: string): Promise<string> {
    await this.endpoint(tenantId, webhookId);
    const eventId = `${TEST_EVENT}.${resourceId}`;
    const occurredAt = new Date().toISOString();
    await this.deliveries.start({ tenantId, webhookId, eventId, type: TEST_EVENT, occurredAt });
    return eventId;
  }

  async attempts(
    tenantId: string,
    webhookId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<AttemptPage> {
    await this.get(tenantId, webhookId);
    return this.store.listAttempts(tenantId, webhookId, page);
  }

  async delete(tenantId: string, webhookId: string): Promise<void> {
    await this.endpoint(tenantId, webhookId);
    await this.store.delete(tenantId, webhookId);
  }

  /** Makes sure that there is what signs the events of jobs' own URLs. */
  async serveJobs(tenantId: string): Promise<void> {
    const createdAt = new Date().toISOString();
    const secrets = [{ secret: newSecret() }];
    await this.store.putNew({ webhookId: JOBS_OWN_WEBHOOK, tenantId, events: [], secrets, createdAt });
  }

  /** A webhook with a URL. */
  private async endpoint(tenantId: string, webhookId: string): Promise<Webhook> {
    if (webhookId === JOBS_OWN_WEBHOOK)
      throw new DiaristError(
        "webhook_not_found",
        "Jobs name their URLs themselves: there is nothing here but a secret.",
      );
    return this.get(tenantId, webhookId);
  }
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}
