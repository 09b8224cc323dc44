import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DynamoJobStore } from "../../src/storage/dynamo-job-store.js";
import { freePort } from "../support/free-port.js";
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
  test("makes its table once, with both indexes, and leaves one that is there alone", async () => {
    const jobs = new DynamoJobStore({ ...server.options, table: "another" });
    await expect(jobs.check()).rejects.toMatchObject({ code: "storage_unavailable" });
    await Promise.all([jobs.ensureTable(), jobs.ensureTable()]);
    const job = makeJob();
    await jobs.create(job);
    await jobs.ensureTable();
    expect(await jobs.get("local", job.jobId)).toEqual(job);
    const { Table } = await raw.send(new DescribeTableCommand({ TableName: "another" }));
    const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted();
    expect(indexes).toEqual(["byTenant", "queued"]);
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
  });
});
