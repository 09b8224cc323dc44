import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { DetailedError, Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobKeys, uploadKeys } from "../../../src/domain/object-keys.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { randomNumbers } from "../../support/random-numbers.js";
import { makeWav } from "../../support/recordings.js";
import { countUnfinishedUploads } from "../../support/unfinished-uploads.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { startCuttingProxy } from "./cutting-proxy.js";
import { metadataHeader, sendByTus, tus } from "./tus-client.js";

const MEBIBYTE = 1024 ** 2;

let gateway: TestGateway;
let files: string;
let stores: {
  objectStore: Awaited<ReturnType<typeof startObjectStore>>;
  jobStore: Awaited<ReturnType<typeof startJobStore>>;
};
beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  gateway = await startGateway({ stores });
  files = `${gateway.url}/files`;
});
afterAll(async () => {
  await gateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

async function storedHash(uploadId: string): Promise<string> {
  const bytes = await gateway.context.objects.get(jobKeys("local", uploadId).audio);
  return hashOf(bytes ?? Buffer.from("nothing was stored"));
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function begin(length: number, metadata: Record<string, string> = {}): Promise<string> {
  const answer = await tus("POST", files, {
    "upload-length": String(length),
    ...(Object.keys(metadata).length > 0 && { "upload-metadata": metadataHeader(metadata) }),
  });
  expect(answer.status).toBe(201);
  return `${gateway.url}${answer.headers.get("location") ?? ""}`;
}

async function append(url: string, offset: number, body: Buffer): Promise<Response> {
  return tus(
    "PATCH",
    url,
    { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    body,
  );
}

describe("a resumable upload", () => {
  test.each([1, 2, 3])("is identical after ten cuts at random bytes (seed %i)", async (seed) => {
    const random = randomNumbers(seed);
    const body = makeWav(40 * MEBIBYTE + 17);
    // Every other one is likely to come beyond what is too little for a part.
    const cutAfterBytes = Array.from({ length: 10 }, (_, cut) =>
      Math.floor(1_000 + random() * (cut % 2 === 0 ? 1 : 6) * MEBIBYTE),
    );
    const proxy = await startCuttingProxy({ targetPort: () => gateway.port, cutAfterBytes });
    const { id } = await sendByTus(`http://127.0.0.1:${String(proxy.port)}/files`, body);
    expect(await storedHash(id)).toBe(hashOf(body));
    expect(proxy.cuts()).toBe(10);
    expect(await countUnfinishedUploads(stores.objectStore)).toBe(0);
    await proxy.stop();
  });

  test("is identical when the client sends it in small pieces, its length told at the end", async () => {
    const body = makeWav(11 * MEBIBYTE + 3);
    const { id } = await sendByTus(files, body, {}, { chunkSize: 700_001 });
    expect(await storedHash(id)).toBe(hashOf(body));
    const source = Readable.from([body.subarray(0, 100), body.subarray(100)]);
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(source, {
        endpoint: files,
        chunkSize: 3 * MEBIBYTE,
        uploadLengthDeferred: true,
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ""),
      });
      upload.start();
    });
    expect(await storedHash(url.split("/").at(-1) ?? "")).toBe(hashOf(body));
  });

  test("becomes a job as soon as it is whole, where its metadata asks for it", async () => {
    const body = makeWav(6 * MEBIBYTE);
    const metadata = {
      filename: "Käse.wav",
      filetype: "audio/wav",
      autostart: "true",
      language: "de",
      tags: '["a","b"]',
      relativePath: "null",
    };
    const { id, jobId } = await sendByTus(files, body, metadata);
    expect(jobId).toBe(id);
    const job = await gateway.context.jobs.get("local", id);
    expect(job).toMatchObject({
      fileName: "Käse.wav",
      contentType: "audio/wav",
      sizeBytes: body.length,
      sha256: hashOf(body),
      state: "queued",
      options: { language: "de" },
      tags: ["a", "b"],
    });
    expect(gateway.starter.started.at(-1)).toEqual(job);
    // A client that has lost the answer asks again.
    const again = await tus("HEAD", `${files}/${id}`);
    expect(again.headers.get("diarist-job-id")).toBe(id);
    expect(gateway.starter.started.filter(({ jobId }) => jobId === id)).toHaveLength(1);
  });

  test("is no job by itself", async () => {
    const { id, jobId } = await sendByTus(files, makeWav(1_000), { filename: "a.wav" });
    expect(jobId).toBeUndefined();
    expect(await gateway.context.jobs.get("local", id)).toBeUndefined();
  });

  test("that is no recording is refused when it is whole", async () => {
    const text = Buffer.from("hello ".repeat(100));
    const failure: unknown = await sendByTus(files, text, { autostart: "true" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DetailedError);
    expect(String(failure)).toContain("not_audio");
  });

  test("with options that are wrong is refused before it begins", async () => {
    const answer = await tus("POST", files, {
      "upload-length": "10",
      "upload-metadata": metadataHeader({ language: "German" }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_request", errors: [{ field: "language" }] });
  });

  test.each([
    [{ model: "huge" }, 400, "invalid_request"],
    [{ noteLanguage: "de" }, 422, "language_model_required"],
    [{ webhookUrl: "http://127.0.0.1/told" }, 422, "forbidden_address"],
  ])("that asks for %j is refused before it begins", async (metadata, status, code) => {
    const answer = await tus("POST", files, {
      "upload-length": "10",
      "upload-metadata": metadataHeader(metadata),
    });
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  test.each([
    [
      "without the protocol's version",
      { "upload-length": "1", "tus-resumable": "" },
      412,
      "tus_version_unsupported",
    ],
    [
      "in another version",
      { "upload-length": "1", "tus-resumable": "0.2.0" },
      412,
      "tus_version_unsupported",
    ],
    ["without a length", {}, 400, "invalid_request"],
    ["with a length that is none", { "upload-length": "-1" }, 400, "invalid_request"],
    ["of nothing", { "upload-length": "0" }, 400, "file_empty"],
    ["beyond the limit", { "upload-length": String(65 * MEBIBYTE) }, 413, "file_too_large"],
    ["in parallel parts", { "upload-length": "1", "upload-concat": "partial" }, 400, "invalid_request"],
  ])("%s is refused by name", async (_, headers, status, code) => {
    const answer = await tus("POST", files, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ code, status });
  });

  test("takes bytes at its end only", async () => {
    const url = await begin(100);
    expect((await append(url, 0, Buffer.alloc(40))).headers.get("upload-offset")).toBe("40");
    const conflict = await append(url, 30, Buffer.alloc(70));
    expect(conflict.status).toBe(409);
    expect(await conflict.json()).toMatchObject({ code: "upload_offset_conflict" });
    const tooLong = await append(url, 40, Buffer.alloc(61));
    expect(tooLong.status).toBe(413);
    const head = await tus("HEAD", url);
    expect([head.headers.get("upload-offset"), head.headers.get("upload-length")]).toEqual(["40", "100"]);
  });

  test("never grows beyond the limit where its length is told last", async () => {
    const small = await startGateway({ stores, maxUploadBytes: 1_000 });
    const created = await tus("POST", `${small.url}/files`, { "upload-defer-length": "1" });
    const url = `${small.url}${created.headers.get("location") ?? ""}`;
    expect((await append(url, 0, Buffer.alloc(1_001))).status).toBe(413);
    expect((await append(url, 0, Buffer.alloc(900))).status).toBe(204);
    expect((await append(url, 900, Buffer.alloc(101))).status).toBe(413);
    await small.stop();
  });

  test("is gone when it is given up, but not when a job was made of it", async () => {
    const unfinished = await countUnfinishedUploads(stores.objectStore);
    const url = await begin(100);
    const id = url.split("/").at(-1) ?? "";
    await append(url, 0, Buffer.alloc(40));
    expect((await tus("DELETE", url)).status).toBe(204);
    expect((await tus("HEAD", url)).status).toBe(404);
    const { prefix } = uploadKeys("local", id);
    expect((await gateway.stored()).keys.filter((key) => key.startsWith(prefix))).toEqual([]);
    expect(await countUnfinishedUploads(stores.objectStore)).toBe(unfinished);

    const taken = await sendByTus(files, makeWav(100), { autostart: "true" });
    const refused = await tus("DELETE", `${files}/${taken.id}`);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "upload_taken" });
    expect(await storedHash(taken.id)).not.toBe(hashOf(Buffer.from("nothing was stored")));
  });

  test("is finished by asking for it, where the gateway died after the last byte", async () => {
    const body = makeWav(5_000);
    const url = await begin(body.length, { autostart: "true" });
    const id = url.split("/").at(-1) ?? "";
    const { resumable } = gateway.context.uploads;
    // All that a gateway does before it would put the parts together.
    Object.assign(resumable, { finishMultipartUpload: () => Promise.reject(new Error("killed")) });
    expect((await append(url, 0, body)).status).toBe(503);
    Reflect.deleteProperty(resumable, "finishMultipartUpload");
    expect(await gateway.context.jobs.get("local", id)).toBeUndefined();
    const head = await tus("HEAD", url);
    expect(head.headers.get("upload-offset")).toBe(String(body.length));
    expect(head.headers.get("diarist-job-id")).toBe(id);
    expect(await storedHash(id)).toBe(hashOf(body));
  });

  test("is written to by one request at a time, whichever gateway it comes to", async () => {
    const other = await startGateway({ stores });
    const body = makeWav(12 * MEBIBYTE);
    const url = await begin(body.length);
    const elsewhere = url.replace(gateway.url, other.url);
    // Both send everything; one is late, and is told so.
    const answers = await Promise.all([append(url, 0, body), append(elsewhere, 0, body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await storedHash(url.split("/").at(-1) ?? "")).toBe(hashOf(body));
    await other.stop();
  });

  test("says what it speaks", async () => {
    const answer = await fetch(files, { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("tus-version")).toBe("1.0.0");
    expect(answer.headers.get("tus-max-size")).toBe(String(64 * MEBIBYTE));
    expect(answer.headers.get("tus-extension")).toContain("creation-with-upload");
  });

  test("cannot be read back, and there is none under an id that is none", async () => {
    const url = await begin(10);
    expect((await fetch(url)).status).toBe(405);
    for (const id of ["x", "..%2F..%2Fother", crypto.randomUUID()])
      expect((await tus("HEAD", `${files}/${id}`)).status).toBe(404);
  });
});
