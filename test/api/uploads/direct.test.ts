import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";

const uploadSchema = z.strictObject({
  id: z.uuid(),
  partSizeBytes: z.number(),
  partCount: z.number(),
  expiresAt: z.iso.datetime(),
});
const partsSchema = z.object({
  parts: z.array(z.object({ partNumber: z.number(), url: z.url(), sizeBytes: z.number() })),
});

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway();
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const post = (path: string, json: unknown, headers: Record<string, string> = {}) =>
  api.call("POST", `/v1/uploads${path}`, { json, headers });

async function begin(sizeBytes: number, headers: Record<string, string> = {}) {
  const answer = await post("", { fileName: "Monday.wav", sizeBytes, contentType: "audio/wav" }, headers);
  expect(answer.status).toBe(201);
  return uploadSchema.parse(answer.body);
}

async function send({ id, partSizeBytes, partCount }: z.infer<typeof uploadSchema>, body: Buffer) {
  const partNumbers = Array.from({ length: partCount }, (_, index) => index + 1);
  const { parts } = partsSchema.parse((await post(`/${id}/parts`, { partNumbers })).body);
  return Promise.all(
    parts.map(async ({ partNumber, url, sizeBytes }) => {
      const start = (partNumber - 1) * partSizeBytes;
      const part = new Uint8Array(body.subarray(start, start + partSizeBytes));
      expect(part.length).toBe(sizeBytes);
      const response = await fetch(url, { method: "PUT", body: part });
      expect(response.status).toBe(200);
      return { partNumber, etag: response.headers.get("etag") ?? "" };
    }),
  );
}

describe("an upload past the gateway", () => {
  test("becomes a job of exactly its bytes", async () => {
    const body = makeWav(37 * 1024 ** 2 + 5);
    const upload = await begin(body.length);
    expect(upload.partCount).toBe(3);
    const parts = await send(upload, body);
    expect((await api.call("POST", "/v1/jobs", { json: { upload: upload.id } })).body["code"]).toBe(
      "upload_unfinished",
    );
    for (const order of [parts.toReversed(), parts]) {
      const completed = await post(`/${upload.id}/complete`, { parts: order });
      expect([completed.status, completed.body.id]).toEqual([200, upload.id]);
    }
    const job = await api.call("POST", "/v1/jobs", { json: { upload: `/v1/uploads/${upload.id}` } });
    expect(job.status).toBe(201);
    expect(job.body).toMatchObject({
      id: upload.id,
      fileName: "Monday.wav",
      contentType: "audio/wav",
      sizeBytes: body.length,
      sha256: createHash("sha256").update(body).digest("hex"),
    });
    const refused = await api.call("DELETE", `/v1/uploads/${upload.id}`);
    expect(refused.body).toMatchObject({ code: "upload_taken", status: 409 });
    expect(await gateway.context.objects.head(jobKeys("local", upload.id).audio)).toBeDefined();
  });

  test("is begun once for one idempotency key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const { unfinishedUploads } = await gateway.stored();
    const first = await begin(100, headers);
    expect(await begin(100, headers)).toEqual(first);
    expect((await gateway.stored()).unfinishedUploads).toBe(unfinishedUploads + 1);
  });

  test("is not completed with other parts than all of its own", async () => {
    const body = makeWav(20 * 1024 ** 2);
    const upload = await begin(body.length);
    const [first, second] = await send(upload, body);
    for (const parts of [
      [first],
      [first, first],
      [second, { ...first, partNumber: 3 }],
      [second, first].map((part, index) => ({ ...part, partNumber: index + 1 })),
    ]) {
      const answer = await post(`/${upload.id}/complete`, { parts });
      expect([answer.status, answer.body["code"]]).toEqual([422, "upload_parts_invalid"]);
    }
    expect((await post(`/${upload.id}/complete`, { parts: [first, second] })).status).toBe(200);
  });

  test("leaves nothing when it is given up", async () => {
    const before = await gateway.stored();
    const upload = await begin(1_000);
    await send(upload, makeWav(956));
    expect((await api.call("DELETE", `/v1/uploads/${upload.id}`)).status).toBe(204);
    expect(await gateway.stored()).toEqual(before);
    for (const answer of [
      await api.call("DELETE", `/v1/uploads/${upload.id}`),
      await post(`/${upload.id}/parts`, { partNumbers: [1] }),
      await post(`/${upload.id}/complete`, { parts: [{ partNumber: 1, etag: "x" }] }),
    ])
      expect([answer.status, answer.body["code"]]).toEqual([404, "upload_not_found"]);
  });

  test.each([
    [{ fileName: "a", sizeBytes: 0 }, 400, "invalid_request"],
    [{ fileName: "a" }, 400, "invalid_request"],
    [{ fileName: "a", sizeBytes: 1, contentType: "audio" }, 400, "invalid_request"],
    [{ fileName: "a", sizeBytes: 65 * 1024 ** 2 }, 413, "file_too_large"],
  ])("of %j is refused", async (json, status, code) => {
    const answer = await post("", json);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  });

  test("has no other parts than it has", async () => {
    const { id } = await begin(1_000);
    expect((await post(`/${id}/parts`, { partNumbers: [2] })).status).toBe(422);
    expect((await post(`/${id}/parts`, { partNumbers: [] })).status).toBe(400);
  });

  test("is not offered where clients cannot reach the store", async () => {
    const { uploads } = gateway.context;
    uploads.direct = false;
    const answer = await post("", { fileName: "a", sizeBytes: 1 });
    uploads.direct = true;
    expect([answer.status, answer.body["code"]]).toEqual([501, "direct_uploads_unavailable"]);
  });
});
