import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DynamoJobStore } from "../../src/storage/dynamo-job-store.js";
import { tableDefinition } from "../../src/storage/dynamo-table.js";
import { freePort } from "../../src/stack/free-ports.js";
import { makeJob } from "../support/job.js";
import { startJobStore, type TestJobStore } from "../support/stores.js";
import { testJobStore } from "./job-store-contract.js";

let server: TestJobStore;
let raw: DynamoDBDocumentClient;
beforeAll(async () => {
  server = await startJobStore();
  raw = DynamoDBDocumentClient.from(new DynamoDBClient(server.options));
});
afterAll(() => server.stop());

testJobStore("a DynamoDB job store", async () => server.jobs);

describe("the DynamoDB adapter", () => {
  test("makes its table once, with its indexes, and leaves one that is there alone", async () => {
    const jobs = new DynamoJobStore({ ...server.options, table: "another" });
    await expect(jobs.check()).rejects.toMatchObject({ code: "storage_unavailable" });
    await Promise.all([jobs.ensureTable(), jobs.ensureTable()]);
    const job = makeJob();
    await jobs.create(job);
    await jobs.ensureTable();
    expect(await jobs.get("local", job.jobId)).toEqual(job);
    const { Table } = await raw.send(new DescribeTableCommand({ TableName: "another" }));
    const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted();
    expect(indexes).toEqual(["byChange", "byTenant", "queued"]);
  });

  test("adds to the table of an older release the index that it lacks, and does without it until then", async () => {
    const table = "of-an-older-release";
    const jobs = new DynamoJobStore({ ...server.options, table });
    const { GlobalSecondaryIndexes = [], AttributeDefinitions = [], ...rest } = tableDefinition(table);
    await raw.send(
      new CreateTableCommand({
        ...rest,
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.filter(({ IndexName }) => IndexName !== "byChange"),
        AttributeDefinitions: AttributeDefinitions.filter(
          ({ AttributeName }) => AttributeName !== "updatedAt",
        ),
      }),
    );
    const [older, newer] = [1, 2].map((day) => makeJob({ updatedAt: `2026-01-0${day}T00:00:00.000Z` }));
    for (const job of [newer!, older!]) await jobs.create(job);
    const changes = async (since?: string) => {
      const found: string[] = [];
      for await (const { jobId } of jobs.listChanges("local", since)) found.push(jobId);
      return found;
    };
    for (const step of ["without the index", "with it", "once more"]) {
      expect(await changes(), step).toEqual([newer!.jobId, older!.jobId]);
      expect(await changes(newer!.updatedAt), step).toEqual([newer!.jobId]);
      await Promise.all([jobs.ensureIndexes(), jobs.ensureIndexes()]);
    }
    const { Table } = await raw.send(new DescribeTableCommand({ TableName: table }));
    expect(Table?.GlobalSecondaryIndexes).toHaveLength(3);
    expect(await jobs.get("local", older!.jobId)).toEqual(older);
  });

  test("reads past attributes of another release, and refuses an item that is no job", async () => {
    const job = makeJob();
    await server.jobs.create(job);
    const change = (name: string, value: unknown) =>
      raw.send(
        new UpdateCommand({
          TableName: server.options.table,
          Key: { pk: `tenant#local#job#${job.jobId}`, sk: "job" },
          UpdateExpression: "SET #name = :value",
          ExpressionAttributeNames: { "#name": name },
          ExpressionAttributeValues: { ":value": value },
        }),
      );
    await change("diaryNote", "of an older release");
    expect(await server.jobs.get("local", job.jobId)).toEqual(job);
    await change("state", "resting");
    await expect(server.jobs.get("local", job.jobId)).rejects.toMatchObject({
      code: "internal_error",
      message: expect.stringContaining("state"),
    });
    await server.jobs.delete("local", job.jobId);
  });

  test("calls every failure to reach the server storage_unavailable, and says where it looked", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const jobs = new DynamoJobStore({ ...server.options, endpoint });
    const failure = {
      code: "storage_unavailable",
      retryable: true,
      message: expect.stringContaining(`the table diarist at ${endpoint} failed: connect ECONNREFUSED`),
    };
    await expect(jobs.get("local", "x")).rejects.toMatchObject(failure);
    await expect(jobs.create(makeJob())).rejects.toMatchObject(failure);
    await expect(jobs.update("local", "x", { title: "y" })).rejects.toMatchObject(failure);
    await expect(jobs.list("local")).rejects.toMatchObject(failure);
    await expect(jobs.delete("local", "x")).rejects.toMatchObject(failure);
    await expect(jobs.check()).rejects.toMatchObject(failure);
    await expect(jobs.ensureTable()).rejects.toMatchObject(failure);
    const index = { ...failure, message: expect.stringContaining("Adding an index to the table diarist") };
    await expect(jobs.ensureIndexes()).rejects.toMatchObject(index);
    await expect(jobs.existing("local", ["x"])).rejects.toMatchObject(failure);
    await expect(jobs.listChanges("local").next()).rejects.toMatchObject(failure);
  });
});
