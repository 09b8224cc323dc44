import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { ownLimitsSchema, type OwnLimits } from "../domain/limits.js";
import { asking, errorName } from "./aws-client.js";
import { accessTable, held, type DynamoOptions } from "./dynamo-access.js";
import type { Room, TenantStore, TenantUsage } from "./tenant-port.js";

/*
 * In the jobs' table, all under `pk` tenant#<tenantId>:
 *
 *   sk limits             own limits, one attribute each
 *   sk usage              jobs (map of job id to when it was counted in), storedBytes, countedAt
 *   sk audio#<day>        seconds charged on that day
 *   sk charge#<jobId>     that the job was charged, on whichever day
 *
 * The last two have `expiresAt` (s since 1970) for DynamoDB's time to live.
 */
/** Longer than an activity is tried again. */
const CHARGES_KEPT_SECONDS = 30 * 24 * 3600;
/** An update's expression has 4 KB and 300 operators. */
const RELEASED_AT_ONCE = 50;

const usageSchema = z.object({
  jobs: z.record(z.string(), z.number()),
  storedBytes: z.number(),
  countedAt: z.number(),
});

export class DynamoTenantStore implements TenantStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    const { client, table, place } = accessTable(options);
    this.#client = client;
    this.#table = table;
    this.#place = place;
  }

  async limits(tenantId: string): Promise<OwnLimits> {
    return ownLimitsSchema.parse((await this.#get(tenantId, "limits")) ?? {});
  }

  async setLimits(tenantId: string, change: OwnLimits): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    if (given.length === 0) return;
    await this.#update(tenantId, "limits", {
      UpdateExpression: `SET ${given.map(([name]) => `${name} = :${name}`).join(", ")}`,
      ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    });
  }

  async usage(tenantId: string): Promise<TenantUsage | undefined> {
    const item = await this.#get(tenantId, "usage");
    return item === undefined ? undefined : usageSchema.parse(item);
  }

  async claim(
    tenantId: string,
    job: { jobId: string; sizeBytes: number; at: number },
    { concurrentJobs, storedBytes }: Room,
    countedAfter: number,
  ): Promise<boolean> {
    return this.#update(tenantId, "usage", {
      UpdateExpression: "SET jobs.#job = :at ADD storedBytes :size",
      ConditionExpression: [
        "countedAt > :countedAfter",
        ...(concurrentJobs === undefined ? [] : ["size(jobs) < :jobs"]),
        ...(storedBytes === undefined ? [] : ["storedBytes <= :free"]),
      ].join(" AND "),
      ExpressionAttributeNames: { "#job": job.jobId },
      ExpressionAttributeValues: {
        ":at": job.at,
        ":size": job.sizeBytes,
        ":countedAfter": countedAfter,
        ...(concurrentJobs !== undefined && { ":jobs": concurrentJobs }),
        ...(storedBytes !== undefined && { ":free": storedBytes - job.sizeBytes }),
      },
    });
  }

  async release(tenantId: string, jobIds: readonly string[]): Promise<void> {
    for (let start = 0; start < jobIds.length; start += RELEASED_AT_ONCE) {
      const ids = jobIds.slice(start, start + RELEASED_AT_ONCE);
      await this.#update(tenantId, "usage", {
        UpdateExpression: `REMOVE ${ids.map((_, index) => `jobs.#${index}`).join(", ")}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: Object.fromEntries(ids.map((id, index) => [`#${index}`, id])),
      });
    }
  }

  async putCount(
    tenantId: string,
    earlier: TenantUsage | undefined,
    { jobs, storedBytes, countedAt }: TenantUsage,
  ): Promise<void> {
    if (earlier === undefined) {
      await this.#update(tenantId, "usage", {
        UpdateExpression: "SET jobs = :jobs, storedBytes = :bytes, countedAt = :at",
        ConditionExpression: "attribute_not_exists(pk)",
        ExpressionAttributeValues: { ":jobs": jobs, ":bytes": storedBytes, ":at": countedAt },
      });
      return;
    }
    await this.#update(tenantId, "usage", {
      UpdateExpression: "SET countedAt = :at ADD storedBytes :difference",
      ConditionExpression: "countedAt = :earlier",
      ExpressionAttributeValues: {
        ":at": countedAt,
        ":difference": storedBytes - earlier.storedBytes,
        ":earlier": earlier.countedAt,
      },
    });
  }

  async audioSeconds(tenantId: string, day: string): Promise<number> {
    const item = await this.#get(tenantId, `audio#${day}`);
    return z.object({ seconds: z.number() }).optional().parse(item)?.seconds ?? 0;
  }

  async chargeAudio(
    tenantId: string,
    charge: { jobId: string; day: string; seconds: number; atMostSeconds: number },
  ): Promise<boolean> {
    const { jobId, day, seconds, atMostSeconds } = charge;
    const key = { TableName: this.#table };
    const expiresAt = Math.floor(Date.now() / 1000) + CHARGES_KEPT_SECONDS;
    return asking(`Writing to ${this.#place}`, async () => {
      try {
        await this.#client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  ...key,
                  Item: { ...itemKey(tenantId, `charge#${jobId}`), day, seconds, expiresAt },
                  ConditionExpression: "attribute_not_exists(pk)",
                },
              },
              {
                Update: {
                  ...key,
                  Key: itemKey(tenantId, `audio#${day}`),
                  UpdateExpression: "SET expiresAt = :expiresAt ADD seconds :seconds",
                  // A first job that is longer than the day allows fails on the empty item, too.
                  ConditionExpression:
                    "(attribute_exists(seconds) AND seconds <= :free) OR (attribute_not_exists(seconds) AND :free >= :none)",
                  ExpressionAttributeValues: {
                    ":seconds": seconds,
                    ":expiresAt": expiresAt,
                    ":free": atMostSeconds - seconds,
                    ":none": 0,
                  },
                },
              },
            ],
          }),
        );
        return true;
      } catch (error) {
        if (errorName(error) !== "TransactionCanceledException") throw error;
        if ((await this.#get(tenantId, `charge#${jobId}`)) !== undefined) return true;
        if (failedConditions(error)) return false;
        // Another charge of the same tenant came at the same moment: for the caller to try again.
        throw error;
      }
    });
  }

  async #get(tenantId: string, sk: string): Promise<unknown> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(
        new GetCommand({ TableName: this.#table, Key: itemKey(tenantId, sk), ConsistentRead: true }),
      ),
    );
    return Item;
  }

  /** False where the condition did not hold. */
  async #update(
    tenantId: string,
    sk: string,
    change: Omit<UpdateCommandInput, "TableName" | "Key">,
  ): Promise<boolean> {
    return asking(`Writing to ${this.#place}`, async () => {
      const done = await held(
        this.#client.send(
          new UpdateCommand({ TableName: this.#table, Key: itemKey(tenantId, sk), ...change }),
        ),
      );
      return done !== undefined;
    });
  }
}

function itemKey(tenantId: string, sk: string): { pk: string; sk: string } {
  return { pk: `tenant#${tenantId}`, sk };
}

/** Whether a transaction was refused by what it asked for, and not by another that ran at the same time. */
function failedConditions(error: unknown): boolean {
  const reasons = z.object({ CancellationReasons: z.array(z.object({ Code: z.string().optional() })) });
  const parsed = reasons.safeParse(error);
  return (
    parsed.success && parsed.data.CancellationReasons.some(({ Code }) => Code === "ConditionalCheckFailed")
  );
}
