import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { createHash } from "node:crypto";
import { z } from "zod";
import { asking } from "./aws-client.js";
import { accessTable, held, type DynamoOptions } from "./dynamo-access.js";
import type { IdempotencyClaim, IdempotencyStore, KeptAnswer } from "./ports.js";

/*
 * In the jobs' table, one item a key:
 *
 *   pk          tenant#<tenantId>#idempotency#<SHA-256 of the key>   keys are the clients' own and of any length
 *   sk          claim
 *   resourceId  proposed by the first attempt
 *   holder      whose lease it is, until leaseUntil (ms since 1970)
 *   answer      JSON of the kept answer
 *   expiresAt   s since 1970, what DynamoDB's time to live wants; an expired item counts as absent until it is removed
 */
const KEPT_SECONDS = 24 * 3600;

const itemSchema = z.object({ resourceId: z.string(), answer: z.string().optional() });
const answerSchema = z.object({
  fingerprint: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

interface Lease {
  holder: string;
  proposedId: string;
  leaseMs: number;
}

export class DynamoIdempotencyStore implements IdempotencyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    const { client, table, place } = accessTable(options);
    this.#client = client;
    this.#table = table;
    this.#place = place;
  }

  async claim(tenantId: string, key: string, lease: Lease): Promise<IdempotencyClaim> {
    return asking(`Writing to ${this.#place}`, async () => {
      if (await this.#create(tenantId, key, lease))
        return { state: "claimed", resourceId: lease.proposedId, resumed: false };
      const taken = await this.#takeOver(tenantId, key, lease);
      if (taken !== undefined) return { state: "claimed", resourceId: taken, resumed: true };
      const { Item } = await this.#client.send(
        new GetCommand({ TableName: this.#table, Key: itemKey(tenantId, key), ConsistentRead: true }),
      );
      const { resourceId, answer } = itemSchema.parse(Item);
      if (answer === undefined) return { state: "in_flight" };
      return { state: "answered", resourceId, answer: answerSchema.parse(JSON.parse(answer)) };
    });
  }

  async keep(tenantId: string, key: string, holder: string, answer: KeptAnswer): Promise<void> {
    await this.#asHolder(tenantId, key, holder, "SET answer = :value", JSON.stringify(answer));
  }

  async release(tenantId: string, key: string, holder: string): Promise<void> {
    await this.#asHolder(tenantId, key, holder, "SET leaseUntil = :value", 0);
  }

  async #create(tenantId: string, key: string, { holder, proposedId, leaseMs }: Lease): Promise<boolean> {
    const now = Date.now();
    const expiresAt = Math.floor(now / 1000) + KEPT_SECONDS;
    return held(
      this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: {
            ...itemKey(tenantId, key),
            resourceId: proposedId,
            holder,
            leaseUntil: now + leaseMs,
            expiresAt,
          },
          ConditionExpression: "attribute_not_exists(pk) OR expiresAt < :now",
          ExpressionAttributeValues: { ":now": Math.floor(now / 1000) },
        }),
      ),
    ).then((result) => result !== undefined);
  }

  /** The lease of someone who let go or is gone, or one's own; gives back the resource's id. */
  async #takeOver(tenantId: string, key: string, { holder, leaseMs }: Lease): Promise<string | undefined> {
    const now = Date.now();
    const result = await held(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: itemKey(tenantId, key),
          UpdateExpression: "SET holder = :holder, leaseUntil = :until",
          ConditionExpression: "attribute_not_exists(answer) AND (leaseUntil < :now OR holder = :holder)",
          ExpressionAttributeValues: { ":holder": holder, ":until": now + leaseMs, ":now": now },
          ReturnValues: "ALL_NEW",
        }),
      ),
    );
    return result === undefined ? undefined : itemSchema.parse(result.Attributes).resourceId;
  }

  async #asHolder(
    tenantId: string,
    key: string,
    holder: string,
    UpdateExpression: string,
    value: string | number,
  ): Promise<void> {
    await asking(`Writing to ${this.#place}`, () =>
      held(
        this.#client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: itemKey(tenantId, key),
            UpdateExpression,
            ConditionExpression: "holder = :holder",
            ExpressionAttributeValues: { ":holder": holder, ":value": value },
          }),
        ),
      ),
    );
  }
}

function itemKey(tenantId: string, key: string): { pk: string; sk: string } {
  const digest = createHash("sha256").update(key).digest("hex");
  return { pk: `tenant#${tenantId}#idempotency#${digest}`, sk: "claim" };
}
