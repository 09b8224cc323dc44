import {
  BatchGetCommand,
  QueryCommand,
  type BatchGetCommandOutput,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { asking, errorName, storageError } from "./aws-client.js";
import type { TableAccess } from "./dynamo-access.js";
import { itemKey, jobIdOf, tenantKey } from "./dynamo-job-keys.js";
import { INDEXES } from "./dynamo-table.js";

/** What a search index wants to know of the job store, and nobody else. */

export interface JobChangeTime {
  jobId: string;
  updatedAt: string;
}

const rowSchema = z.object({ pk: z.string(), updatedAt: z.string() });
/** What one request may ask for. */
const BATCH = 100;
const THROTTLED_MS = 50;

/** See JobStore.listChanges. */
export async function* queryChanges(
  access: TableAccess,
  tenantId: string,
  since: string | undefined,
): AsyncGenerator<JobChangeTime> {
  const { place } = access;
  const query: QueryCommandInput = {
    TableName: access.table,
    IndexName: INDEXES.byChange,
    ScanIndexForward: false,
    KeyConditionExpression: "tenantPk = :tenant AND updatedAt >= :since",
    ExpressionAttributeValues: { ":tenant": tenantKey(tenantId), ":since": since ?? "0" },
  };
  try {
    yield* pages(access, query);
  } catch (error) {
    // The table is of an older release, and the index is not there or not filled yet.
    if (errorName(error) !== "ValidationException") throw storageError(`Listing ${place}`, error);
    yield* await allChanges(access, tenantId, since);
  }
}

/** The same from the index of all jobs: each job is looked at, and none of its attributes but these are sent. */
async function allChanges(
  access: TableAccess,
  tenantId: string,
  since: string | undefined,
): Promise<JobChangeTime[]> {
  const query: QueryCommandInput = {
    TableName: access.table,
    IndexName: INDEXES.byTenant,
    KeyConditionExpression: "tenantPk = :tenant",
    FilterExpression: "updatedAt >= :since",
    ProjectionExpression: "pk, updatedAt",
    ExpressionAttributeValues: { ":tenant": tenantKey(tenantId), ":since": since ?? "0" },
  };
  return asking(`Listing ${access.place}`, async () => {
    const changes: JobChangeTime[] = [];
    for await (const change of pages(access, query)) changes.push(change);
    return changes.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  });
}

async function* pages({ client }: TableAccess, query: QueryCommandInput): AsyncGenerator<JobChangeTime> {
  let next: QueryCommandInput["ExclusiveStartKey"];
  do {
    const answer = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: next }));
    next = answer.LastEvaluatedKey;
    for (const { pk, updatedAt } of z.array(rowSchema).parse(answer.Items ?? []))
      yield { jobId: jobIdOf(pk), updatedAt };
  } while (next !== undefined);
}

/** See JobStore.existing. */
export async function existingJobs(
  { client, table, place }: TableAccess,
  tenantId: string,
  jobIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < jobIds.length; start += BATCH) {
    let keys: Record<string, unknown>[] = jobIds
      .slice(start, start + BATCH)
      .map((jobId) => itemKey(tenantId, jobId));
    while (keys.length > 0) {
      const request = { Keys: keys, ProjectionExpression: "pk", ConsistentRead: true };
      const answer: BatchGetCommandOutput = await asking(`Reading from ${place}`, () =>
        client.send(new BatchGetCommand({ RequestItems: { [table]: request } })),
      );
      for (const { pk } of answer.Responses?.[table] ?? []) found.add(jobIdOf(z.string().parse(pk)));
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length > 0) await sleep(THROTTLED_MS);
    }
  }
  return found;
}
