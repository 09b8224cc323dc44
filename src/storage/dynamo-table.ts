import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { errorName, storageError } from "./aws-client.js";

/** Names that queries and the table's definition share; see dynamo-job-store.ts for what they hold. */
export const INDEXES = { byTenant: "byTenant", queued: "queued", byChange: "byChange" } as const;

/** The table's definition, in the words of CreateTable. */
export function tableDefinition(table: string): CreateTableCommandInput {
  const attributes = ["pk", "sk", "tenantPk", "tenantSk", "queuedPk", "queuedSk", "updatedAt"];
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  const all = { ProjectionType: "ALL" as const };
  return {
    TableName: table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
    KeySchema: keys("pk", "sk"),
    GlobalSecondaryIndexes: [
      { IndexName: INDEXES.byTenant, KeySchema: keys("tenantPk", "tenantSk"), Projection: all },
      { IndexName: INDEXES.queued, KeySchema: keys("queuedPk", "queuedSk"), Projection: all },
      {
        IndexName: INDEXES.byChange,
        KeySchema: keys("tenantPk", "updatedAt"),
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  };
}

/** Creates the table where it is missing. Throws `storage_unavailable` when it neither exists nor may be created. */
export async function ensureTable(client: DynamoDBClient, table: string, place: string): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: table }));
    return;
  } catch (error) {
    if (errorName(error) !== "ResourceNotFoundException") throw storageError(`Looking for ${place}`, error);
  }
  try {
    await client.send(new CreateTableCommand(tableDefinition(table)));
  } catch (error) {
    // Another process was quicker.
    if (errorName(error) !== "ResourceInUseException")
      throw storageError(`There is no table, and creating ${place}`, error);
  }
  try {
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: table });
  } catch (error) {
    throw storageError(`Waiting for ${place}`, error);
  }
}

/**
 * Adds the indexes of the definition that an existing table lacks, one a request as DynamoDB wants it, and does not wait for
 * them to be filled. Throws `storage_unavailable`, also where we may not change the table.
 */
export async function ensureIndexes(client: DynamoDBClient, table: string, place: string): Promise<void> {
  const { AttributeDefinitions } = tableDefinition(table);
  try {
    for (const Create of await missingIndexes(client, table))
      await client.send(
        new UpdateTableCommand({
          TableName: table,
          AttributeDefinitions,
          GlobalSecondaryIndexUpdates: [{ Create }],
        }),
      );
  } catch (error) {
    // Another process may have been quicker.
    const missing = await missingIndexes(client, table).catch(() => undefined);
    if (missing?.length !== 0) throw storageError(`Adding an index to ${place}`, error);
  }
}

async function missingIndexes(client: DynamoDBClient, table: string) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const present = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const { GlobalSecondaryIndexes = [] } = tableDefinition(table);
  return GlobalSecondaryIndexes.filter(({ IndexName }) => !present.has(IndexName));
}
