import { createHash } from "node:crypto";
import { get as httpGet } from "node:http";
import { Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import type { Transcript } from "../../../src/domain/transcript.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";
import { makeWav } from "../../support/recordings.js";

const APP = "https://app.example.org";
const AUDIO = makeWav(1_000);
let gateway: TestGateway;
let job: Job;
let path: string;

beforeAll(async () => {
  gateway = await startGateway({ access: { corsOrigins: [APP] } });
  const sha256 = createHash("sha256").update(AUDIO).digest("hex");
  job = makeJob({ state: "completed", sha256, sizeBytes: AUDIO.length, note: { status: "completed" } });
  const { jobs, objects } = gateway.context;
  await jobs.create(job);
  const keys = jobKeys(job.tenantId, job.jobId);
  await objects.put(keys.audio, AUDIO);
  await objects.put(keys.transcript, JSON.stringify(transcriptOf(300)));
  path = `/v1/jobs/${job.jobId}`;
});
afterAll(() => gateway.stop());

function transcriptOf(segments: number): Transcript {
  const text = "I was at the dentist yesterday.";
  return {
    language: "en",
    durationSeconds: segments,
    text: Array.from({ length: segments }, () => text).join(" "),
    segments: Array.from({ length: segments }, (_, id) => ({ id, start: id, end: id + 1, text, words: [] })),
    coverage: { transcribedSeconds: segments, silentSeconds: 0, missing: [] },
    engine: { model: "base", timing: "none" },
  };
}

/** With what goes over the wire as it is: `fetch` unpacks by itself. */
async function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      httpGet(`${gateway.url}${url}`, { headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(pieces),
          }),
        );
      }).on("error", reject);
    },
  );
}

describe("a result", () => {
  test.each(["transcript", "transcript?format=srt", "audio", ""])(
    "that a client has already is not sent again (%s)",
    async (result) => {
      const first = await raw(`${path}/${result}`, {});
      const etag = String(first.headers["etag"]);
      expect(etag).toMatch(/^(W\/)?"/);
      const again = await raw(`${path}/${result}`, { "if-none-match": etag });
      expect([again.status, again.body.length, again.headers["etag"]]).toEqual([304, 0, etag]);
      const other = await raw(`${path}/${result}`, { "if-none-match": '"another"' });
      expect([other.status, other.body.equals(first.body)]).toEqual([200, true]);
    },
  );

  test.each(["transcript", "audio"])("may be kept by its client, who asks again (%s)", async (result) => {
    const { headers } = await raw(`${path}/${result}`, {});
    expect(headers["cache-control"]).toBe("private, no-cache");
  });

  test("that has changed is sent", async () => {
    const first = await raw(`${path}/transcript`, {});
    const { transcript } = jobKeys(job.tenantId, job.jobId);
    await gateway.context.objects.put(transcript, JSON.stringify(transcriptOf(301)));
    const again = await raw(`${path}/transcript`, { "if-none-match": String(first.headers["etag"]) });
    expect(again.status).toBe(200);
  });

  test("differs by who asks from where, in what form and how packed, and says so", async () => {
    const { headers } = await raw(`${path}/transcript`, { origin: APP, "accept-encoding": "gzip" });
    const vary = String(headers["vary"]).toLowerCase().split(/, */);
    expect(vary).toEqual(expect.arrayContaining(["origin", "accept", "accept-encoding"]));
  });
});

describe("a long text", () => {
  test.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ])("comes packed by %s where the client takes that, and under the same ETag", async (coding, unpack) => {
    const plain = await raw(`${path}/transcript`, {});
    const packed = await raw(`${path}/transcript`, { "accept-encoding": coding });
    expect([plain.headers["content-encoding"], packed.headers["content-encoding"]]).toEqual([
      undefined,
      coding,
    ]);
    expect(packed.body.length).toBeLessThan(plain.body.length / 5);
    expect(unpack(packed.body).equals(plain.body)).toBe(true);
    expect(packed.headers["etag"]).toBe(plain.headers["etag"]);
  });

  test("is all that does: a recording comes as it is, with its length", async () => {
    const { headers, body } = await raw(`${path}/audio`, { "accept-encoding": "gzip, br" });
    expect(headers["content-encoding"]).toBeUndefined();
    expect(headers["content-length"]).toBe(String(AUDIO.length));
    expect(body.equals(AUDIO)).toBe(true);
  });

  test("of events is not held back for it", async () => {
    const running = makeJob({ state: "transcribing" });
    await gateway.context.jobs.create(running);
    const response = await fetch(`${gateway.url}/v1/jobs/${running.jobId}/events`, {
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    const body: AsyncIterable<Uint8Array> = response.body ?? Readable.from([]);
    for await (const piece of body) {
      expect(Buffer.from(piece).toString()).toContain("event: state");
      break;
    }
  });
});
