import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepUploads } from "../../../src/api/uploads/uploads-sweeper.js";
import { jobKeys, uploadKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { metadataHeader, sendByTus, tus } from "./tus-client.js";

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

let gateway: TestGateway;
let files: string;
let api: ApiClient;
beforeAll(async () => {
  // Its uploads are removed after an hour, and an hour of grace.
  gateway = await startGateway();
  files = `${gateway.url}/files`;
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  await sweepUploads(gateway.context, inHours(24));
});

async function begin(length: number, metadata: Record<string, string> = {}): Promise<string> {
  const answer = await tus("POST", files, {
    "upload-length": String(length),
    "upload-metadata": metadataHeader({ filename: "a.wav", ...metadata }),
  });
  return answer.headers.get("location")?.split("/").at(-1) ?? "";
}

async function append(id: string, body: Buffer): Promise<Response> {
  const headers = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
  return tus("PATCH", `${files}/${id}`, headers, body);
}

describe("the sweep of uploads", () => {
  test("removes every trace of uploads that were not used in time, and not before", async () => {
    const before = await gateway.stored();
    await append(await begin(100), Buffer.alloc(40));
    await append(await begin(12 * 1024 ** 2), Buffer.alloc(7 * 1024 ** 2));
    await begin(100);
    await sendByTus(files, makeWav(1_000));
    await api.call("POST", "/v1/uploads", { json: { fileName: "a", sizeBytes: 1_000 } });
    const during = await gateway.stored();
    expect(during.unfinishedUploads).toBe(before.unfinishedUploads + 4);

    expect(await sweepUploads(gateway.context, inHours(1.9))).toBe(0);
    expect(await gateway.stored()).toEqual(during);
    expect(await sweepUploads(gateway.context, inHours(2.1))).toBe(5);
    expect(await gateway.stored()).toEqual(before);
  });

  test("leaves a job's recording alone, and removes what was kept beside it", async () => {
    const { id } = await sendByTus(files, makeWav(1_000), { autostart: "true" });
    expect(await sweepUploads(gateway.context, inHours(3))).toBe(0);
    expect(await gateway.context.objects.head(jobKeys("local", id).audio)).toBeDefined();
    expect(await gateway.context.objects.head(uploadKeys("local", id).info)).toBeUndefined();
  });

  test("starts the job of an upload whose gateway died between the last byte and the job", async () => {
    const body = makeWav(1_000);
    const id = await begin(body.length, { autostart: "true" });
    const { create } = gateway.context.jobs;
    gateway.context.jobs.create = () => Promise.reject(new Error("killed"));
    expect((await append(id, body)).status).toBe(500);
    gateway.context.jobs.create = create;
    expect(await gateway.context.jobs.get("local", id)).toBeUndefined();
    // Younger ones are left to the request that sends them.
    await sweepUploads(gateway.context, inHours(0));
    expect(await gateway.context.jobs.get("local", id)).toBeUndefined();
    await sweepUploads(gateway.context, inHours(0.1));
    expect(await gateway.context.jobs.get("local", id)).toMatchObject({ state: "queued", fileName: "a.wav" });
    expect(gateway.starter.started.at(-1)?.jobId).toBe(id);
  });

  test("removes at once what was to become a job and is no recording", async () => {
    const id = await begin(5, { autostart: "true" });
    expect((await append(id, Buffer.from("hello"))).status).toBe(415);
    expect(await sweepUploads(gateway.context, inHours(0.1))).toBe(1);
    expect((await tus("HEAD", `${files}/${id}`)).status).toBe(404);
  });

  test("is not needed for an upload to be refused when its time is over", async () => {
    const { id } = await sendByTus(files, makeWav(1_000));
    const { uploads } = gateway.context;
    const { expirySeconds } = uploads;
    uploads.expirySeconds = 0;
    const answer = await api.call("POST", "/v1/jobs", { json: { upload: id } });
    uploads.expirySeconds = expirySeconds;
    expect([answer.status, answer.body["code"]]).toEqual([410, "upload_expired"]);
  });
});
