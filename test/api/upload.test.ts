import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sweepQueuedJobs } from "../../src/api/queued-jobs-sweeper.js";
import { DiaristError } from "../../src/domain/errors.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeWav } from "../support/recordings.js";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
afterEach(() => {
  gateway.starter.failure = undefined;
});

/** Strict: old clients are to find these two fields and no other. */
const queuedSchema = z.strictObject({ job_id: z.uuid(), status: z.literal("queued") });

async function upload(body: Buffer, fileName = "note.wav", path = "/upload-audio/") {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(body)]), fileName);
  return fetch(`${gateway.url}${path}`, { method: "POST", body: form });
}

describe("an upload", () => {
  test("is stored byte for byte, becomes a job, and is started, before it is answered", async () => {
    const body = makeWav(20 * 1024 ** 2 + 13);
    const response = await upload(body);
    expect(response.status).toBe(200);
    const answer = queuedSchema.parse(await response.json());
    const job = await gateway.context.jobs.get("local", answer.job_id);
    expect(job).toMatchObject({
      fileName: "note.wav",
      contentType: "audio/wav",
      sizeBytes: body.length,
      sha256: createHash("sha256").update(body).digest("hex"),
      state: "queued",
      note: { status: "pending" },
    });
    const stored = await gateway.context.objects.get(jobKeys("local", answer.job_id).audio);
    expect(stored?.equals(body)).toBe(true);
    expect(gateway.starter.started.at(-1)).toEqual(job);
  });

  test("is taken with and without the slash at the end", async () => {
    expect((await upload(makeWav(100), "a.wav", "/upload-audio")).status).toBe(200);
  });

  test("is taken with small fields beside the file", async () => {
    const form = new FormData();
    form.append("before", "1");
    form.append("file", new Blob([new Uint8Array(makeWav(100))]), "a.wav");
    form.append("after", "2");
    const response = await fetch(`${gateway.url}/upload-audio/`, { method: "POST", body: form });
    expect(response.status).toBe(200);
  });

  test.each([
    ["Käse.m4a", "Käse.m4a"],
    ["Ka\u0308se.m4a", "Käse.m4a"],
    ["日記 🧀.m4a", "日記 🧀.m4a"],
    ["../../etc/passwd", "passwd"],
    ["C:\\fakepath\\memo.wav", "memo.wav"],
    ['say "hi".wav', 'say "hi".wav'],
    [`${"ä".repeat(300)}.m4a`, `${"ä".repeat(125)}.m4a`],
  ])("named %j is shown as %j", async (given, shown) => {
    const { job_id } = queuedSchema.parse(await (await upload(makeWav(100), given)).json());
    const status = await (await fetch(`${gateway.url}/status/${job_id}`)).json();
    expect(status).toEqual({ job_id, status: "queued", file_name: shown });
  });

  test("is typed by its content, whatever its name says", async () => {
    const { job_id } = queuedSchema.parse(await (await upload(makeWav(100), "photo.jpg")).json());
    expect(await gateway.context.jobs.get("local", job_id)).toMatchObject({ contentType: "audio/wav" });
  });

  test("is one job for one idempotency key, where a client of today sends one", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const send = async (content: Buffer) => {
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(content)]), "a.wav");
      const response = await fetch(`${gateway.url}/upload-audio/`, { method: "POST", body: form, headers });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const content = makeWav(1_000);
    const [first, again] = [await send(content), await send(content)];
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await send(makeWav(2_000))).toMatchObject({
      status: 422,
      body: { code: "idempotency_key_reused" },
    });
    const { jobId } = gateway.starter.started.at(-1) ?? {};
    expect(jobId).toBe(first.body["job_id"]);
  });

  test("is taken while Temporal is away: the sweep of queued jobs starts it", async () => {
    gateway.starter.failure = new DiaristError("workflow_unavailable", "dns:///temporal.internal is away");
    const { job_id } = queuedSchema.parse(await (await upload(makeWav(100))).json());
    expect(await gateway.context.jobs.get("local", job_id)).toMatchObject({ state: "queued" });

    gateway.starter.failure = undefined;
    await sweepQueuedJobs(gateway.context, new Date(Date.now() + 3_600_000));
    expect(gateway.starter.started.map((job) => job.jobId)).toContain(job_id);
  });
});
