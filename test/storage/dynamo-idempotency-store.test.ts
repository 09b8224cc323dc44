import { afterAll, beforeAll } from "vitest";
import { DynamoIdempotencyStore } from "../../src/storage/dynamo-idempotency-store.js";
import { startJobStore, type TestJobStore } from "../support/stores.js";
import { testIdempotencyStore } from "./idempotency-store-contract.js";

let server: TestJobStore;
beforeAll(async () => {
  server = await startJobStore();
});
afterAll(() => server.stop());

testIdempotencyStore("a DynamoDB idempotency store", async () => new DynamoIdempotencyStore(server.options));
