export interface WebhookMessage {
  url: string;
  /** The same for every try, so that receivers can tell a repetition. */
  eventId: string;
  sentAt: Date;
  /** JSON. */
  body: string;
  /** Each signs; see Standard Webhooks. */
  secrets: readonly string[];
}

export interface WebhookAnswer {
  status: number;
  /** From `Retry-After`. */
  retryAfterSeconds?: number | undefined;
}

export interface WebhookSender {
  /** Throws DiaristError `forbidden_address`, and `webhook_undelivered` where nobody answers in time. */
  send(message: WebhookMessage, signal: AbortSignal): Promise<WebhookAnswer>;
}
