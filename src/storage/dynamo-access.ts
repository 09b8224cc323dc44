import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientConfig, errorName, type StoreEndpoint } from "./aws-client.js";

export interface DynamoOptions extends StoreEndpoint {
  table: string;
}

/** The one table of all stores, and the way to it. */
export interface TableAccess {
  database: DynamoDBClient;
  client: DynamoDBDocumentClient;
  table: string;
  /** In words. */
  place: string;
}

export function accessTable(options: DynamoOptions): TableAccess {
  const database = new DynamoDBClient(clientConfig(options));
  return {
    database,
    client: DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } }),
    table: options.table,
    place: `the table ${options.table} at ${options.endpoint ?? "Amazon DynamoDB"}`,
  };
}

/** What a conditional write gives back; undefined where the condition did not hold. */
export async function held<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

export function isConditionFailure(error: unknown): boolean {
  return errorName(error) === "ConditionalCheckFailedException";
}
