import type { Webhook, WebhookAttempt } from "../domain/webhook.js";

export interface AttemptPage {
  attempts: WebhookAttempt[];
  /** Opaque; absent on the last page. */
  nextCursor?: string;
}

/** Where tenants want to be told things. Throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface WebhookStore {
  /** Creates or replaces. */
  put(webhook: Webhook): Promise<void>;
  /** Gives back false, and writes nothing, where there is one of that id. */
  putNew(webhook: Webhook): Promise<boolean>;
  get(tenantId: string, webhookId: string): Promise<Webhook | undefined>;
  list(tenantId: string): Promise<Webhook[]>;
  /** Gives back whether there was one. */
  delete(tenantId: string, webhookId: string): Promise<boolean>;
  /** Kept for 30 days. */
  logAttempt(tenantId: string, attempt: WebhookAttempt): Promise<void>;
  /** Newest first. */
  listAttempts(
    tenantId: string,
    webhookId: string,
    options: { limit: number; cursor?: string | undefined },
  ): Promise<AttemptPage>;
}
