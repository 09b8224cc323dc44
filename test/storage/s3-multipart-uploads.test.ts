import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { S3MultipartUploads } from "../../src/storage/s3-multipart-uploads.js";
import { startObjectStore, type TestObjectStore } from "../support/stores.js";
import { countUnfinishedUploads } from "../support/unfinished-uploads.js";

let server: TestObjectStore;
let uploads: S3MultipartUploads;
beforeAll(async () => {
  server = await startObjectStore();
  uploads = new S3MultipartUploads({ ...server.options, publicEndpoint: server.options.endpoint });
});
afterAll(() => server.stop());

const PART_BYTES = 5 * 1024 ** 2;
const first = randomBytes(PART_BYTES);
const last = randomBytes(1_234);

/** Sends a part as a client does that knows nothing but the URL. */
async function send(key: string, id: string, partNumber: number, body: Buffer, sizeBytes = body.length) {
  const url = await uploads.partUrl(key, id, { partNumber, sizeBytes, expiresSeconds: 60 });
  return fetch(url, { method: "PUT", body: new Uint8Array(body) });
}

async function sent(key: string, id: string, partNumber: number, body: Buffer) {
  const response = await send(key, id, partNumber, body);
  expect(response.status).toBe(200);
  return { partNumber, etag: response.headers.get("etag") ?? "" };
}

describe("an upload that a client sends to the store itself", () => {
  test("becomes an object of the parts in their order, whenever they came", async () => {
    const id = await uploads.begin("local/a/audio", "audio/wav");
    const second = await sent("local/a/audio", id, 2, last);
    const one = await sent("local/a/audio", id, 1, first);
    await uploads.complete("local/a/audio", id, [one, second]);
    expect((await server.objects.get("local/a/audio"))?.equals(Buffer.concat([first, last]))).toBe(true);
  });

  test("cannot be completed where it was never begun, or was removed", async () => {
    const id = await uploads.begin("local/e/audio", undefined);
    const parts = [await sent("local/e/audio", id, 1, last)];
    await uploads.abort("local/e/audio");
    await expect(uploads.complete("local/e/audio", id, parts)).rejects.toMatchObject({
      code: "upload_not_found",
    });
  });

  test("takes no part of another size than was announced", async () => {
    const id = await uploads.begin("local/b/audio", undefined);
    expect((await send("local/b/audio", id, 1, last, last.length - 1)).status).toBe(403);
    await uploads.abort("local/b/audio");
  });

  test("says that the parts are wrong where they are", async () => {
    const id = await uploads.begin("local/c/audio", undefined);
    const one = await sent("local/c/audio", id, 1, last);
    const two = await sent("local/c/audio", id, 2, last);
    const wrong = { code: "upload_parts_invalid" };
    const other = { partNumber: 2, etag: one.etag.replaceAll(/[0-9a-f]/g, "0") };
    await expect(uploads.complete("local/c/audio", id, [one, other])).rejects.toMatchObject(wrong);
    await expect(uploads.complete("local/c/audio", id, [two, one])).rejects.toMatchObject(wrong);
    // Too small for any part but the last.
    await expect(uploads.complete("local/c/audio", id, [one, two])).rejects.toMatchObject(wrong);
    await uploads.abort("local/c/audio");
  });

  test("is removed with its parts, and no other is", async () => {
    expect(await countUnfinishedUploads(server)).toBe(0);
    const id = await uploads.begin("local/d/audio", undefined);
    await uploads.begin("local/d/audio", undefined);
    await uploads.begin("local/d/audio2", undefined);
    await sent("local/d/audio", id, 1, last);
    await uploads.abort("local/d/audio");
    expect(await countUnfinishedUploads(server)).toBe(1);
    await uploads.abort("local/d/audio2");
    await uploads.abort("local/d/audio2");
    expect(await countUnfinishedUploads(server)).toBe(0);
  });
});
