import { CreateMultipartUploadCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { randomBytes } from "node:crypto";
import { createServer, request } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { S3ObjectStore } from "../../src/storage/s3-object-store.js";
import { freePort } from "../../src/stack/free-ports.js";
import { startObjectStore, type TestObjectStore } from "../support/stores.js";
import { countUnfinishedUploads, rawClient } from "../support/unfinished-uploads.js";
import { testObjectStore } from "./object-store-contract.js";

let server: TestObjectStore;
beforeAll(async () => {
  server = await startObjectStore();
});
afterAll(() => server.stop());

testObjectStore("an S3 object store", async () => ({
  store: server.objects,
  countUnfinishedUploads: () => countUnfinishedUploads(server),
}));

describe("the S3 adapter", () => {
  test("makes its bucket once, and leaves one that is there alone", async () => {
    const objects = new S3ObjectStore({ ...server.options, bucket: "another" });
    await expect(objects.check()).rejects.toMatchObject({ code: "storage_unavailable" });
    await objects.ensureBucket();
    await objects.put("kept", "x");
    await Promise.all([objects.ensureBucket(), objects.ensureBucket()]);
    expect((await objects.get("kept"))?.toString()).toBe("x");
  });

  test("says clearly that the bucket can neither be used nor made", async () => {
    const credentials = { accessKeyId: "diarist-test", secretAccessKey: "not-the-right-one" };
    const objects = new S3ObjectStore({ ...server.options, credentials });
    await expect(objects.ensureBucket()).rejects.toMatchObject({
      code: "storage_unavailable",
      message: expect.stringMatching(/bucket diarist at http:.* failed: .*SignatureDoesNotMatch/),
    });
  });

  test("sweeps multipart uploads that were begun before a time, and those only", async () => {
    const client = rawClient(server);
    const place = { Bucket: server.options.bucket, Key: "local/abandoned" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
    await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: "left behind" }));
    expect(await server.objects.sweepAbandonedUploads(new Date(Date.now() - 86_400_000))).toBe(0);
    expect(await countUnfinishedUploads(server)).toBe(1);
    expect(await server.objects.sweepAbandonedUploads(new Date(Date.now() + 5_000))).toBe(1);
    expect(await countUnfinishedUploads(server)).toBe(0);
  });

  test("sends a part of a stream again when the store stumbles, as often as it was told to", async () => {
    const body = randomBytes(20 * 1024 ** 2);
    const stumbling = await stumblingBefore(server.options.endpoint, 2);
    const at = { ...server.options, endpoint: stumbling.url };
    await new S3ObjectStore({ ...at, attempts: 3 }).putStream("stumbled", Readable.from([body]));
    expect((await server.objects.get("stumbled"))?.equals(body)).toBe(true);
    const giving = await stumblingBefore(server.options.endpoint, 1);
    await expect(
      new S3ObjectStore({ ...at, endpoint: giving.url }).putStream("given up", Readable.from([body])),
    ).rejects.toMatchObject({ code: "storage_unavailable" });
    expect(await countUnfinishedUploads(server)).toBe(0);
    stumbling.stop();
    giving.stop();
  });

  test("calls every failure to reach the server storage_unavailable, and says where it looked", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const objects = new S3ObjectStore({ ...server.options, endpoint });
    const failure = {
      code: "storage_unavailable",
      retryable: true,
      message: expect.stringContaining(`the bucket diarist at ${endpoint} failed: connect ECONNREFUSED`),
    };
    await expect(objects.get("x")).rejects.toMatchObject(failure);
    await expect(objects.head("x")).rejects.toMatchObject(failure);
    await expect(objects.put("x", "y")).rejects.toMatchObject(failure);
    await expect(objects.putStream("x", Readable.from([Buffer.from("y")]))).rejects.toMatchObject(failure);
    await expect(objects.delete("x")).rejects.toMatchObject(failure);
    await expect(objects.deletePrefix("x")).rejects.toMatchObject(failure);
    await expect(objects.check()).rejects.toMatchObject(failure);
  });
});

/** Passes requests on, but answers the first so many parts with 503. */
async function stumblingBefore(endpoint: string, failures: number) {
  let left = failures;
  const port = await freePort();
  const proxy = createServer((asked, answer) => {
    if (asked.url?.includes("partNumber=") === true && left-- > 0) {
      asked.resume().on("end", () => answer.writeHead(503).end());
      return;
    }
    const { method, headers } = asked;
    const onwards = request(`${endpoint}${asked.url ?? ""}`, { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    asked.pipe(onwards);
  });
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
