import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import { isFinalState, JOB_STATES, jobSchema, type Job, type JobState } from "../domain/job.js";
import { asking, clientConfig, errorName, storageError, type StoreEndpoint } from "./aws-client.js";
import { ensureTable, INDEXES } from "./dynamo-table.js";
import type { JobChange, JobPage, JobStore } from "./ports.js";

/*
 * One table, one item a job, its attributes those of jobSchema beside the keys:
 *
 *   pk        tenant#<tenantId>#job#<jobId>   a job lies in a partition of its own; `sk` leaves room for what may come to
 *   sk        job                             lie beside it
 *   tenantPk  tenant#<tenantId>               index byTenant: a tenant's jobs by age
 *   tenantSk  <createdAt>#<jobId>
 *   queuedPk  queued                          index queued: sparse, both attributes go when the job leaves `queued`
 *   queuedSk  <createdAt>#<jobId>
 *
 * A state change is one conditional update. Reads of one job are consistent; the indexes lag a little.
 */
const QUEUED = "queued";
const FINAL_STATES = JOB_STATES.filter(isFinalState);
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

export interface DynamoOptions extends StoreEndpoint {
  table: string;
}

export class DynamoJobStore implements JobStore {
  readonly #database: DynamoDBClient;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    this.#database = new DynamoDBClient(clientConfig(options));
    this.#client = DynamoDBDocumentClient.from(this.#database, {
      marshallOptions: { removeUndefinedValues: true },
    });
    this.#table = options.table;
    this.#place = `the table ${options.table} at ${options.endpoint ?? "Amazon DynamoDB"}`;
  }

  async create(job: Job): Promise<void> {
    const sortKey = sortKeyOf(job);
    const item = {
      ...job,
      ...itemKey(job.tenantId, job.jobId),
      tenantPk: tenantKey(job.tenantId),
      tenantSk: sortKey,
      ...(job.state === "queued" ? { queuedPk: QUEUED, queuedSk: sortKey } : {}),
    };
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: item,
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    } catch (error) {
      if (errorName(error) === "ConditionalCheckFailedException")
        throw new DiaristError("job_exists", `There is a job ${job.jobId} already.`);
      throw storageError(`Writing to ${this.#place}`, error);
    }
  }

  async get(tenantId: string, jobId: string): Promise<Job | undefined> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(
        new GetCommand({ TableName: this.#table, Key: itemKey(tenantId, jobId), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : toJob(Item);
  }

  async update(tenantId: string, jobId: string, change: JobChange): Promise<Job> {
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: itemKey(tenantId, jobId),
          ReturnValues: "ALL_NEW",
          ...updateOf({ ...change, updatedAt: new Date().toISOString() }),
        }),
      );
      return toJob(Attributes);
    } catch (error) {
      if (errorName(error) !== "ConditionalCheckFailedException")
        throw storageError(`Writing to ${this.#place}`, error);
    }
    const ended = await this.get(tenantId, jobId);
    if (ended === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
    return ended;
  }

  async list(
    tenantId: string,
    options: { limit?: number; cursor?: string; state?: JobState } = {},
  ): Promise<JobPage> {
    const { cursor, state } = options;
    const limit = Math.min(options.limit ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    const query: QueryCommandInput = {
      TableName: this.#table,
      IndexName: INDEXES.byTenant,
      ScanIndexForward: false,
      Limit: limit,
      KeyConditionExpression: "tenantPk = :tenant",
      ExpressionAttributeValues: { ":tenant": tenantKey(tenantId), ...(state && { ":state": state }) },
      ...(state && { FilterExpression: "#state = :state", ExpressionAttributeNames: { "#state": "state" } }),
      ...(cursor !== undefined && { ExclusiveStartKey: startKey(tenantId, cursor) }),
    };
    const jobs: Job[] = [];
    // A filter is applied after the limit, so that one page of an answer may hold few matches or none.
    for await (const page of this.#pages(query)) {
      for (const [index, item] of page.items.entries()) {
        const job = toJob(item);
        jobs.push(job);
        const more = index + 1 < page.items.length || page.more;
        if (jobs.length === limit) return more ? { jobs, nextCursor: cursorOf(job) } : { jobs };
      }
    }
    return { jobs };
  }

  async *listQueued(before: Date): AsyncGenerator<Job> {
    const query: QueryCommandInput = {
      TableName: this.#table,
      IndexName: INDEXES.queued,
      KeyConditionExpression: "queuedPk = :queued AND queuedSk < :before",
      ExpressionAttributeValues: { ":queued": QUEUED, ":before": before.toISOString() },
    };
    for await (const page of this.#pages(query)) yield* page.items.map(toJob);
  }

  async delete(tenantId: string, jobId: string): Promise<void> {
    await asking(`Deleting from ${this.#place}`, () =>
      this.#client.send(new DeleteCommand({ TableName: this.#table, Key: itemKey(tenantId, jobId) })),
    );
  }

  async check(): Promise<void> {
    // Reading an item that is not there needs no right beyond those that the work itself needs.
    await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(new GetCommand({ TableName: this.#table, Key: { pk: "check", sk: "check" } })),
    );
  }

  /** Creates the table and its indexes where they are missing. */
  async ensureTable(): Promise<void> {
    await ensureTable(this.#database, this.#table, this.#place);
  }

  async *#pages(query: QueryCommandInput): AsyncGenerator<{ items: unknown[]; more: boolean }> {
    let next = query.ExclusiveStartKey;
    do {
      const { Items = [], LastEvaluatedKey } = await asking(`Listing ${this.#place}`, () =>
        this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey: next })),
      );
      next = LastEvaluatedKey;
      yield { items: Items, more: next !== undefined };
    } while (next !== undefined);
  }
}

function itemKey(tenantId: string, jobId: string): { pk: string; sk: string } {
  return { pk: `${tenantKey(tenantId)}#job#${jobId}`, sk: "job" };
}

function tenantKey(tenantId: string): string {
  return `tenant#${tenantId}`;
}

function sortKeyOf(job: Pick<Job, "createdAt" | "jobId">): string {
  return `${job.createdAt}#${job.jobId}`;
}

/** The fields that are given, as one update; a change of state only where the job has not ended. */
function updateOf(change: JobChange & { updatedAt: string }) {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined);
  const sets = fields.map(([name]) => `#${name} = :${name}`);
  const names = Object.fromEntries(fields.map(([name]) => [`#${name}`, name]));
  const values = Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value]));
  const exists = "attribute_exists(pk)";
  if (change.state === undefined)
    return {
      UpdateExpression: `SET ${sets.join(", ")}`,
      ConditionExpression: exists,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    };
  const finals = FINAL_STATES.map((_, index) => `:final${index}`);
  const index =
    change.state === "queued" ? ", queuedPk = :queued, queuedSk = tenantSk" : " REMOVE queuedPk, queuedSk";
  return {
    UpdateExpression: `SET ${sets.join(", ")}${index}`,
    ConditionExpression: `${exists} AND NOT #state IN (${finals.join(", ")})`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(FINAL_STATES.map((state, index) => [`:final${index}`, state])),
      ...(change.state === "queued" ? { ":queued": QUEUED } : {}),
    },
  };
}

/** Attributes that jobSchema does not know, of an older or a newer release, are left out. */
function toJob(item: unknown): Job {
  const parsed = jobSchema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new DiaristError("internal_error", `A stored job is not valid: ${z.prettifyError(parsed.error)}`);
}

const cursorSchema = z.string().regex(/^[^#]+#[0-9a-f-]{36}$/);

/** Where a page ended. It does not name the tenant, so that it opens no other tenant's list. */
function cursorOf(job: Job): string {
  return Buffer.from(sortKeyOf(job)).toString("base64url");
}

function startKey(tenantId: string, cursor: string) {
  const sortKey = cursorSchema.safeParse(Buffer.from(cursor, "base64url").toString());
  if (!sortKey.success) throw new DiaristError("invalid_request", "That cursor is not one of this list's.");
  const jobId = sortKey.data.slice(sortKey.data.indexOf("#") + 1);
  return { ...itemKey(tenantId, jobId), tenantPk: tenantKey(tenantId), tenantSk: sortKey.data };
}
