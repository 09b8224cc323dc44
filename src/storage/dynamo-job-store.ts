import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import { jobSchema, type Job } from "../domain/job.js";
import { asking, storageError } from "./aws-client.js";
import {
  accessTable,
  held,
  isConditionFailure,
  type DynamoOptions,
  type TableAccess,
} from "./dynamo-access.js";
import { ensureIndexes, ensureTable, INDEXES } from "./dynamo-table.js";
import { existingJobs, queryChanges, type JobChangeTime } from "./dynamo-job-changes.js";
import { contentKey, cursorOf, itemKey, sortKeyOf, startKey, tenantKey } from "./dynamo-job-keys.js";
import { filterOf, isNoTime, keyConditionOf, matchesText } from "./dynamo-job-filter.js";
import { QUEUED, replacementOf, requeueing, updateOf } from "./dynamo-job-update.js";
import type { EditsReplacement, JobChange, JobFilter, JobPage, JobStore } from "./ports.js";

/*
 * One table, one item a job, its attributes those of jobSchema beside the keys:
 *
 *   pk        tenant#<tenantId>#job#<jobId>   a job lies in a partition of its own; `sk` leaves room for what may come to
 *   sk        job                             lie beside it
 *   tenantPk  tenant#<tenantId>               index byTenant: a tenant's jobs by age
 *   tenantSk  <createdAt>#<jobId>
 *   updatedAt                                 index byChange, under tenantPk: what changed since
 *   queuedPk  queued                          index queued: sparse, both attributes go when the job leaves `queued`
 *   queuedSk  <createdAt>#<jobId>
 *
 * Beside them, for finding a recording that was uploaded before, one item for each content:
 *
 *   pk        tenant#<tenantId>#content#<sha256>
 *   sk        content                         with `jobId`: the newest job made of it
 *
 * A state change is one conditional update. Reads of one job are consistent; the indexes lag a little.
 */
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;
/** How many items a request for a page looks at before it answers with what it has: about 10 MB. */
const MAX_SCANNED = 10_000;

export class DynamoJobStore implements JobStore {
  readonly #access: TableAccess;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    this.#access = accessTable(options);
    const { client, table, place } = this.#access;
    this.#client = client;
    this.#table = table;
    this.#place = place;
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
      // Not in one transaction, which costs twice as much: without it only an offer is missed.
      if (job.sha256 !== "") await this.#rememberContent(job.tenantId, job.sha256, job.jobId);
    } catch (error) {
      if (isConditionFailure(error))
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
      if (change.sha256 !== undefined) await this.#rememberContent(tenantId, change.sha256, jobId);
      return toJob(Attributes);
    } catch (error) {
      if (!isConditionFailure(error)) throw storageError(`Writing to ${this.#place}`, error);
    }
    const ended = await this.get(tenantId, jobId);
    if (ended === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
    return ended;
  }

  async replaceEdits(tenantId: string, jobId: string, edits: EditsReplacement): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: itemKey(tenantId, jobId),
          ...replacementOf(edits, new Date().toISOString()),
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw storageError(`Writing to ${this.#place}`, error);
    }
    if ((await this.get(tenantId, jobId)) === undefined)
      throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
    return false;
  }

  async requeue(tenantId: string, jobId: string): Promise<Job | undefined> {
    const written = await asking(`Writing to ${this.#place}`, () =>
      held(
        this.#client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: itemKey(tenantId, jobId),
            ReturnValues: "ALL_NEW",
            ...requeueing(new Date().toISOString()),
          }),
        ),
      ),
    );
    return written && toJob(written.Attributes);
  }

  async list(
    tenantId: string,
    options: { limit?: number; cursor?: string } & JobFilter = {},
  ): Promise<JobPage> {
    const { cursor, text } = options;
    const limit = Math.min(options.limit ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    if (isNoTime(options)) return { jobs: [] };
    const filter = filterOf(options);
    const range = keyConditionOf("tenantSk", options);
    const isFiltered = filter !== undefined || text !== undefined;
    const query: QueryCommandInput = {
      TableName: this.#table,
      IndexName: INDEXES.byTenant,
      ScanIndexForward: false,
      // A filter is applied after the limit.
      Limit: isFiltered ? MAX_PAGE_SIZE : limit,
      KeyConditionExpression: `tenantPk = :tenant${range.condition}`,
      ExpressionAttributeValues: { ":tenant": tenantKey(tenantId), ...range.values, ...filter?.values },
      ...(filter && { FilterExpression: filter.expression, ExpressionAttributeNames: filter.names }),
      ...(cursor !== undefined && { ExclusiveStartKey: startKey(tenantId, cursor) }),
    };
    const jobs: Job[] = [];
    let scanned = 0;
    for await (const page of this.#pages(query)) {
      for (const [index, item] of page.items.entries()) {
        const job = toJob(item);
        if (text !== undefined && !matchesText(job, text)) continue;
        jobs.push(job);
        const more = index + 1 < page.items.length || page.next !== undefined;
        if (jobs.length === limit) return more ? { jobs, nextCursor: cursorOf(sortKeyOf(job)) } : { jobs };
      }
      scanned += page.scanned;
      if (scanned >= MAX_SCANNED && page.next !== undefined)
        return { jobs, nextCursor: cursorOf(z.string().parse(page.next["tenantSk"])) };
    }
    return { jobs };
  }

  async findByContent(tenantId: string, sha256: string): Promise<Job | undefined> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(new GetCommand({ TableName: this.#table, Key: contentKey(tenantId, sha256) })),
    );
    if (Item === undefined) return undefined;
    const job = await this.get(tenantId, z.string().parse(Item["jobId"]));
    return job?.sha256 === sha256 ? job : undefined;
  }

  listChanges(tenantId: string, since?: string): AsyncGenerator<JobChangeTime> {
    return queryChanges(this.#access, tenantId, since);
  }

  existing(tenantId: string, jobIds: readonly string[]): Promise<Set<string>> {
    return existingJobs(this.#access, tenantId, jobIds);
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
    await asking(`Deleting from ${this.#place}`, async () => {
      const { Attributes } = await this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: itemKey(tenantId, jobId),
          ReturnValues: "ALL_OLD",
        }),
      );
      const sha256: unknown = Attributes?.["sha256"];
      if (typeof sha256 === "string" && sha256 !== "") await this.#forgetContent(tenantId, sha256, jobId);
    });
  }

  async check(): Promise<void> {
    // Reading an item that is not there needs no right beyond those that the work itself needs.
    await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(new GetCommand({ TableName: this.#table, Key: { pk: "check", sk: "check" } })),
    );
  }

  /** Creates the table, with its indexes, where it is missing. */
  async ensureTable(): Promise<void> {
    await ensureTable(this.#access.database, this.#table, this.#place);
  }

  /** Adds the indexes that the table of an older release lacks; they fill while it goes on being used. */
  async ensureIndexes(): Promise<void> {
    await ensureIndexes(this.#access.database, this.#table, this.#place);
  }

  async #rememberContent(tenantId: string, sha256: string, jobId: string): Promise<void> {
    await this.#client.send(
      new PutCommand({ TableName: this.#table, Item: { ...contentKey(tenantId, sha256), jobId } }),
    );
  }

  /** Unless a newer job of the same content has it by now. */
  async #forgetContent(tenantId: string, sha256: string, jobId: string): Promise<void> {
    await held(
      this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: contentKey(tenantId, sha256),
          ConditionExpression: "jobId = :jobId",
          ExpressionAttributeValues: { ":jobId": jobId },
        }),
      ),
    );
  }

  async *#pages(query: QueryCommandInput) {
    let next = query.ExclusiveStartKey;
    do {
      const {
        Items = [],
        LastEvaluatedKey,
        ScannedCount = 0,
      } = await asking(`Listing ${this.#place}`, () =>
        this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey: next })),
      );
      next = LastEvaluatedKey;
      const items: unknown[] = Items;
      yield { items, next, scanned: ScannedCount };
    } while (next !== undefined);
  }
}

/** Attributes that jobSchema does not know, of an older or a newer release, are left out. */
function toJob(item: unknown): Job {
  const parsed = jobSchema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new DiaristError("internal_error", `A stored job is not valid: ${z.prettifyError(parsed.error)}`);
}
