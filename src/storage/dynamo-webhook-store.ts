import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import { webhookAttemptSchema, webhookSchema, type Webhook, type WebhookAttempt } from "../domain/webhook.js";
import { asking } from "./aws-client.js";
import { accessTable, held, type DynamoOptions } from "./dynamo-access.js";
import type { AttemptPage, WebhookStore } from "./webhook-port.js";

/*
 * In the jobs' table:
 *
 *   pk  tenant#<tenantId>#webhooks                        sk  <webhookId>                a webhook
 *   pk  tenant#<tenantId>#webhooks#<webhookId>#attempts   sk  <at>#<eventId>#<attempt>   a try to deliver
 *       expiresAt, s since 1970, what DynamoDB's time to live wants; an expired one counts as absent
 *
 * Secrets are stored as they are: a signature needs them.
 */
const ATTEMPTS_KEPT_SECONDS = 30 * 24 * 3600;

const cursorSchema = z.string().regex(/^[^#]+#[^#]+#\d+$/);

export class DynamoWebhookStore implements WebhookStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    const { client, table, place } = accessTable(options);
    this.#client = client;
    this.#table = table;
    this.#place = place;
  }

  async put(webhook: Webhook): Promise<void> {
    await asking(`Writing to ${this.#place}`, () =>
      this.#client.send(new PutCommand({ TableName: this.#table, Item: itemOf(webhook) })),
    );
  }

  async putNew(webhook: Webhook): Promise<boolean> {
    return asking(`Writing to ${this.#place}`, async () => {
      const done = await held(
        this.#client.send(
          new PutCommand({
            TableName: this.#table,
            Item: itemOf(webhook),
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        ),
      );
      return done !== undefined;
    });
  }

  async get(tenantId: string, webhookId: string): Promise<Webhook | undefined> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(
        new GetCommand({ TableName: this.#table, Key: keyOf(tenantId, webhookId), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : webhookSchema.parse(Item);
  }

  async list(tenantId: string): Promise<Webhook[]> {
    const webhooks: Webhook[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await asking(`Listing ${this.#place}`, () =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#table,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": webhooksOf(tenantId) },
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        ),
      );
      webhooks.push(...Items.map((item) => webhookSchema.parse(item)));
      start = LastEvaluatedKey;
    } while (start !== undefined);
    return webhooks.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  async delete(tenantId: string, webhookId: string): Promise<boolean> {
    const { Attributes } = await asking(`Deleting from ${this.#place}`, () =>
      this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: keyOf(tenantId, webhookId),
          ReturnValues: "ALL_OLD",
        }),
      ),
    );
    return Attributes !== undefined;
  }

  async logAttempt(tenantId: string, attempt: WebhookAttempt): Promise<void> {
    const Item = {
      ...attempt,
      pk: attemptsOf(tenantId, attempt.webhookId),
      sk: sortKeyOf(attempt),
      expiresAt: Math.floor(Date.parse(attempt.at) / 1000) + ATTEMPTS_KEPT_SECONDS,
    };
    await asking(`Writing to ${this.#place}`, () =>
      this.#client.send(new PutCommand({ TableName: this.#table, Item })),
    );
  }

  async listAttempts(
    tenantId: string,
    webhookId: string,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<AttemptPage> {
    const pk = attemptsOf(tenantId, webhookId);
    const { Items = [], LastEvaluatedKey } = await asking(`Listing ${this.#place}`, () =>
      this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          ScanIndexForward: false,
          Limit: limit,
          KeyConditionExpression: "pk = :pk",
          FilterExpression: "expiresAt > :now",
          ExpressionAttributeValues: { ":pk": pk, ":now": Math.floor(Date.now() / 1000) },
          ...(cursor !== undefined && { ExclusiveStartKey: { pk, sk: readCursor(cursor) } }),
        }),
      ),
    );
    const attempts = Items.map((item) => webhookAttemptSchema.parse(item));
    const last = attempts.at(-1);
    if (LastEvaluatedKey === undefined || last === undefined) return { attempts };
    return { attempts, nextCursor: Buffer.from(sortKeyOf(last)).toString("base64url") };
  }
}

function itemOf(webhook: Webhook) {
  return { ...webhook, ...keyOf(webhook.tenantId, webhook.webhookId) };
}

function keyOf(tenantId: string, webhookId: string): { pk: string; sk: string } {
  return { pk: webhooksOf(tenantId), sk: webhookId };
}

function webhooksOf(tenantId: string): string {
  return `tenant#${tenantId}#webhooks`;
}

function attemptsOf(tenantId: string, webhookId: string): string {
  return `${webhooksOf(tenantId)}#${webhookId}#attempts`;
}

function sortKeyOf({ at, eventId, attempt }: WebhookAttempt): string {
  return `${at}#${eventId}#${String(attempt)}`;
}

function readCursor(cursor: string): string {
  const sortKey = cursorSchema.safeParse(Buffer.from(cursor, "base64url").toString());
  if (!sortKey.success) throw new DiaristError("invalid_request", "That cursor is not one of this list's.");
  return sortKey.data;
}
