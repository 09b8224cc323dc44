import { connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { metrics } from "../../src/api/middleware/metrics.js";
import {
  countQueued,
  createGatewayMetrics,
  type GatewayMetrics,
} from "../../src/telemetry/gateway-metrics.js";
import { serveMetrics, type MetricsEndpoint } from "../../src/telemetry/metrics-endpoint.js";
import { registerQueueBacklog, type Backlog } from "../../src/telemetry/queue-backlog.js";
import { ApiClient } from "../support/api-client.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { fileHead, FORM_END, requestHead } from "../support/multipart.js";
import { makeWav } from "../support/recordings.js";
import { samplesIn, valueOf } from "./exposition.js";

let counters: GatewayMetrics;
let gateway: TestGateway;
let endpoint: MetricsEndpoint;
let asked = 0;
let backlog: () => Promise<Backlog[]> = () => Promise.resolve([]);

beforeAll(async () => {
  counters = createGatewayMetrics();
  registerQueueBacklog(counters.registry, () => {
    asked += 1;
    return backlog();
  });
  gateway = await startGateway({ observers: [metrics(counters)] });
  countQueued(gateway.context.jobs, counters);
  endpoint = await serveMetrics(counters.registry, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await endpoint.close();
  await gateway.stop();
});

async function scrape(): Promise<(name: string, labels?: Record<string, string>) => number | undefined> {
  const response = await fetch(`http://127.0.0.1:${endpoint.port}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = samplesIn(await response.text());
  return (name, labels) => valueOf(samples, name, labels);
}

describe("a gateway's metrics", () => {
  it("are not on the public port", async () => {
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  });

  it("count requests by their path's template, never by an id", async () => {
    const unknown = "0b0e4cdc-6f5c-4b0f-8d3c-0d6d8f1e2a11";
    await fetch(`${gateway.url}/v1/jobs/${unknown}`);
    await fetch(`${gateway.url}/v1/jobs/another`);
    await fetch(`${gateway.url}/nowhere/${unknown}`);
    const value = await scrape();
    const job = { route: "/v1/jobs/{jobId}", method: "GET" };
    expect(value("diarist_http_requests_total", { ...job, status: "404" })).toBe(1);
    expect(value("diarist_http_requests_total", job)).toBe(2);
    expect(value("diarist_http_request_duration_seconds_count", job)).toBe(2);
    expect(value("diarist_http_request_duration_seconds_bucket", { ...job, le: "+Inf" })).toBe(2);
    expect(value("diarist_http_requests_total", { route: "none", status: "404" })).toBeGreaterThan(0);
    const text = await (await fetch(`http://127.0.0.1:${endpoint.port}/metrics`)).text();
    expect(text).not.toContain(unknown);
  });

  it("count an upload's job and every byte of its body", async () => {
    const before = (await scrape())("diarist_upload_bytes_total") ?? 0;
    const form = new FormData();
    form.append("file", new Blob([makeWav(300_000)]), "a.wav");
    const request = new Request(`${gateway.url}/upload-audio/`, { method: "POST", body: form });
    const sizeBytes = (await request.clone().arrayBuffer()).byteLength;
    expect((await fetch(request)).status).toBe(200);
    const value = await scrape();
    expect((value("diarist_upload_bytes_total") ?? 0) - before).toBe(sizeBytes);
    expect(value("diarist_jobs_total", { state: "queued" })).toBe(1);
    expect(value("diarist_uploads_in_progress")).toBe(0);
  });

  it("count no job where an upload is refused", async () => {
    const before = (await scrape())("diarist_jobs_total");
    expect((await new ApiClient(gateway).upload({ content: Buffer.from("no sound") })).status).toBe(415);
    expect((await scrape())("diarist_jobs_total")).toBe(before);
  });

  it("tell which uploads are being received, until their client goes away", async () => {
    const before = (await scrape())("diarist_upload_bytes_total") ?? 0;
    const socket = connect(gateway.port, "127.0.0.1");
    const part = `${fileHead("a.wav")}RIFF`;
    socket.write(requestHead({ "content-length": 10_000 + FORM_END.length }) + part);
    await vi.waitFor(async () => expect((await scrape())("diarist_uploads_in_progress")).toBe(1));
    await vi.waitFor(async () =>
      expect(((await scrape())("diarist_upload_bytes_total") ?? 0) - before).toBe(part.length),
    );
    socket.destroy();
    await once(socket, "close");
    await vi.waitFor(async () => expect((await scrape())("diarist_uploads_in_progress")).toBe(0));
    const gone = { route: "/upload-audio/", status: "499" };
    await vi.waitFor(async () => expect((await scrape())("diarist_http_requests_total", gone)).toBe(1));
  });

  it("hold what Temporal says of its queues, asked once however many scrape", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      vi.setSystemTime(Date.now() + 60_000);
      backlog = () => Promise.resolve([{ queue: "transcription", tasks: 7, ageSeconds: 12.5 }]);
      const before = asked;
      const [value] = await Promise.all([scrape(), scrape(), scrape()]);
      expect(value("diarist_queue_backlog", { queue: "transcription" })).toBe(7);
      expect(value("diarist_queue_backlog_age_seconds", { queue: "transcription" })).toBe(12.5);
      expect(asked).toBe(before + 1);

      vi.setSystemTime(Date.now() + 60_000);
      backlog = () => Promise.reject(new Error("Temporal is away"));
      const without = await scrape();
      expect(without("diarist_queue_backlog")).toBeUndefined();
      expect(without("diarist_http_requests_total")).toBeGreaterThan(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
