import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { apiKeySchema, type ApiKey } from "../domain/access.js";
import { DiaristError } from "../domain/errors.js";
import type { ApiKeyPage, ApiKeyStore, StoredApiKey } from "./api-key-port.js";
import { asking } from "./aws-client.js";
import { accessTable, held, type DynamoOptions } from "./dynamo-access.js";
import { INDEXES } from "./dynamo-table.js";

/*
 * In the jobs' table, one item a key, its attributes those of apiKeySchema beside `secretHash` and the keys:
 *
 *   pk        apikey#<keyId>           a request's key is all that is known of it when its key is looked up
 *   sk        key
 *   tenantPk  tenant#<tenantId>#keys   index byTenant: a tenant's keys by age, apart from its jobs
 *   tenantSk  <createdAt>#<keyId>
 *
 * A revoked key stays, so that its id in the audit log goes on meaning something.
 */
const storedSchema = apiKeySchema.extend({ secretHash: z.string() });
const cursorSchema = z.string().regex(/^[^#]+#[0-9A-Za-z]+$/);

export class DynamoApiKeyStore implements ApiKeyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    const { client, table, place } = accessTable(options);
    this.#client = client;
    this.#table = table;
    this.#place = place;
  }

  async create(key: StoredApiKey): Promise<void> {
    const { tenantId, keyId, createdAt } = key;
    const Item = {
      ...key,
      ...itemKey(keyId),
      tenantPk: listKey(tenantId),
      tenantSk: sortKeyOf({ keyId, createdAt }),
    };
    await asking(`Writing to ${this.#place}`, () =>
      this.#client.send(
        new PutCommand({ TableName: this.#table, Item, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
  }

  async find(keyId: string): Promise<StoredApiKey | undefined> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(
        new GetCommand({ TableName: this.#table, Key: itemKey(keyId), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : storedSchema.parse(Item);
  }

  async list(
    tenantId: string,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<ApiKeyPage> {
    const { Items = [], LastEvaluatedKey } = await asking(`Listing ${this.#place}`, () =>
      this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: INDEXES.byTenant,
          ScanIndexForward: false,
          Limit: limit,
          KeyConditionExpression: "tenantPk = :tenant",
          ExpressionAttributeValues: { ":tenant": listKey(tenantId) },
          ...(cursor !== undefined && { ExclusiveStartKey: startKey(tenantId, cursor) }),
        }),
      ),
    );
    const keys = Items.map((item) => apiKeySchema.parse(item));
    const last = keys.at(-1);
    if (LastEvaluatedKey === undefined || last === undefined) return { keys };
    return { keys, nextCursor: Buffer.from(sortKeyOf(last)).toString("base64url") };
  }

  async revoke(tenantId: string, keyId: string, at: string): Promise<ApiKey | undefined> {
    const attributes = await this.#update(keyId, {
      UpdateExpression: "SET revokedAt = if_not_exists(revokedAt, :at)",
      ConditionExpression: "tenantId = :tenantId",
      ExpressionAttributeValues: { ":at": at, ":tenantId": tenantId },
    });
    return attributes === undefined ? undefined : apiKeySchema.parse(attributes);
  }

  async markUsed(keyId: string, at: string, unlessAfter: string): Promise<void> {
    await this.#update(keyId, {
      UpdateExpression: "SET lastUsedAt = :at",
      ConditionExpression:
        "attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt < :unlessAfter)",
      ExpressionAttributeValues: { ":at": at, ":unlessAfter": unlessAfter },
    });
  }

  /** Undefined where the condition did not hold. */
  async #update(
    keyId: string,
    change: {
      UpdateExpression: string;
      ConditionExpression: string;
      ExpressionAttributeValues: Record<string, string>;
    },
  ): Promise<unknown> {
    return asking(`Writing to ${this.#place}`, async () => {
      const done = await held(
        this.#client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: itemKey(keyId),
            ReturnValues: "ALL_NEW",
            ...change,
          }),
        ),
      );
      return done?.Attributes;
    });
  }
}

function itemKey(keyId: string): { pk: string; sk: string } {
  return { pk: `apikey#${keyId}`, sk: "key" };
}

function listKey(tenantId: string): string {
  return `tenant#${tenantId}#keys`;
}

function sortKeyOf({ createdAt, keyId }: Pick<ApiKey, "createdAt" | "keyId">): string {
  return `${createdAt}#${keyId}`;
}

function startKey(tenantId: string, cursor: string) {
  const sortKey = cursorSchema.safeParse(Buffer.from(cursor, "base64url").toString());
  if (!sortKey.success) throw new DiaristError("invalid_request", "That cursor is not one of this list's.");
  const keyId = sortKey.data.slice(sortKey.data.indexOf("#") + 1);
  return { ...itemKey(keyId), tenantPk: listKey(tenantId), tenantSk: sortKey.data };
}
