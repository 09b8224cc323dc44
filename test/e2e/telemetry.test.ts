import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "../../src/stack/free-ports.js";
import { makeWav } from "../support/recordings.js";
import { samplesIn, valueOf, type Sample } from "../telemetry/exposition.js";
import { startCollector, type ReceivedSpan } from "../telemetry/otlp-collector.js";
import { SPOKEN, startSpeechServer } from "../telemetry/speech-server.js";
import { Service } from "./service.js";

const TWO_SECONDS = 64_000;
const CLIENT_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CLIENT_SPAN = "00f067aa0ba902b7";
const REQUEST_ID = "the-request-of-this-test";
/** Among others. */
const SPANS = [
  "POST /v1/jobs",
  "RunWorkflow:TranscribeAndNote",
  ...["planRecording", "transcribeChunk", "assembleTranscript", "generateNote", "finishJob"].map(
    (name) => `RunActivity:${name}`,
  ),
];
const GATEWAY = 0;
const ORCHESTRATION = 1;
const TRANSCRIPTION = 3;

let collector: Awaited<ReturnType<typeof startCollector>>;
let speech: Awaited<ReturnType<typeof startSpeechServer>>;
let service: Service;
let metricsPort: number;
let jobId: string;

beforeAll(async () => {
  [collector, speech, metricsPort] = await Promise.all([startCollector(), startSpeechServer(), freePorts(5)]);
  service = await Service.start({
    DIARIST_SPEECH_BASE_URL: speech.baseUrl,
    DIARIST_SPEECH_API_KEY: "key-of-the-speech-service",
    DIARIST_TRANSCRIPTION_SLOTS: "2",
    DIARIST_METRICS_PORT: String(metricsPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
  const form = new FormData();
  form.set("file", new Blob([makeWav(TWO_SECONDS)]), "the-name-of-the-file.wav");
  const response = await fetch(`${service.url}/v1/jobs`, {
    method: "POST",
    body: form,
    headers: {
      traceparent: `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`,
      baggage: "who=somebody",
      "x-request-id": REQUEST_ID,
    },
  });
  expect(response.status).toBe(201);
  jobId = z.object({ id: z.string() }).parse(await response.json()).id;
  expect((await service.finished(jobId)).status).toBe("completed");
});
afterAll(async () => {
  await service.stop();
  await Promise.all([collector.close(), speech.close()]);
});

describe("a recording's way through the whole service", () => {
  it("is one trace, which the client began and the speech server can go on with", async () => {
    const spans = await service.until("every process' spans", 30_000, () => {
      const soFar = collector.spans.filter(({ traceId }) => traceId === CLIENT_TRACE);
      const names = new Set(soFar.map(({ name }) => name));
      return Promise.resolve(SPANS.every((name) => names.has(name)) ? soFar : undefined);
    });
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const way = (span: ReceivedSpan | undefined): string[] =>
      span === undefined
        ? []
        : [`${span.service ?? ""} ${span.name}`, ...way(byId.get(span.parentSpanId ?? ""))];

    const call = spans.find(({ name }) => name === "POST /audio/transcriptions");
    expect(way(call)).toEqual([
      "worker-transcription POST /audio/transcriptions",
      "worker-transcription RunActivity:transcribeChunk",
      "worker-orchestration StartActivity:transcribeChunk",
      "worker-orchestration RunWorkflow:TranscribeAndNote",
      "gateway StartWorkflow:TranscribeAndNote",
      "gateway POST /v1/jobs",
    ]);
    expect(spans.find(({ name }) => name === "POST /v1/jobs")?.parentSpanId).toBe(CLIENT_SPAN);
    expect(speech.traceparents).toContain(`00-${CLIENT_TRACE}-${call?.spanId ?? ""}-01`);
    const orphans = spans.filter(
      ({ parentSpanId = "" }) => parentSpanId !== CLIENT_SPAN && !byId.has(parentSpanId),
    );
    expect(orphans).toEqual([]);
  });

  it("does not hand the client's baggage on", () => {
    expect(speech.traceparents.length).toBeGreaterThan(0);
    expect(speech.baggage).toEqual([]);
  });

  it("leaves no word, file name or key in its trace", () => {
    const received = collector.received();
    expect(received).toContain(jobId);
    for (const secret of [SPOKEN, "the-name-of-the-file", "key-of-the-speech-service"])
      expect(received).not.toContain(secret);
  });

  it("is counted by every process that it passes", async () => {
    const gateway = await scrape(GATEWAY);
    const created = { route: "/v1/jobs", method: "POST", status: "201" };
    expect(valueOf(gateway, "diarist_http_requests_total", created)).toBe(1);
    expect(valueOf(gateway, "diarist_upload_bytes_total")).toBeGreaterThan(TWO_SECONDS);
    // The service's own first sample is another.
    const jobs = await allJobs();
    expect(valueOf(gateway, "diarist_jobs_total", { state: "queued" })).toBe(jobs.length);
    for (const queue of ["orchestration", "media", "transcription", "notes"])
      expect(valueOf(gateway, "diarist_queue_backlog", { queue })).toBe(0);

    const orchestration = await scrape(ORCHESTRATION);
    for (const state of ["preparing", "transcribing", "writing_note", "completed"])
      expect(valueOf(orchestration, "diarist_jobs_total", { state })).toBe(jobs.length);
    expect(valueOf(orchestration, "diarist_audio_seconds_total")).toBe(
      jobs.reduce((sum, { durationSeconds }) => sum + Math.round(durationSeconds), 0),
    );
    expect(valueOf(orchestration, "diarist_jobs_total", { state: "failed" })).toBeUndefined();

    const transcription = await scrape(TRANSCRIPTION);
    const ok = { outcome: "ok" };
    expect(valueOf(transcription, "diarist_engine_requests_total", ok)).toBe(speech.traceparents.length);
    expect(valueOf(transcription, "diarist_engine_request_duration_seconds_count", ok)).toBe(
      speech.traceparents.length,
    );
    expect(valueOf(transcription, "diarist_engine_audio_seconds_total")).toBeGreaterThanOrEqual(2);
    const slots = { worker_type: "ActivityWorker", task_queue: "transcription" };
    expect(valueOf(transcription, "temporal_worker_task_slots_available", slots)).toBe(2);
  });

  it("can be followed through all logs by the job's id, from the request's on", async () => {
    const lines = await logLines();
    const ofJob = lines.filter((line) => line["jobId"] === jobId);
    const names = new Set(ofJob.map((line) => line["name"]));
    for (const fleet of ["orchestration", "media", "transcription", "notes"])
      expect(names).toContain(`worker-${fleet}`);
    expect(names).toContain("gateway");
    expect(
      new Set(ofJob.filter(({ msg }) => msg === "activity done").map((line) => line["traceId"])),
    ).toEqual(new Set([CLIENT_TRACE]));
    // The audit log's lines have it too, and no message.
    const ofRequest = lines.filter((line) => line["requestId"] === REQUEST_ID && "msg" in line);
    expect(ofRequest.map(({ msg, traceId }) => ({ msg, traceId }))).toEqual([
      { msg: "job queued", traceId: CLIENT_TRACE },
      { msg: "request", traceId: CLIENT_TRACE },
    ]);
    expect(JSON.stringify(lines)).not.toContain(SPOKEN);
  });
});

const jobsSchema = z.object({
  jobs: z.array(z.object({ id: z.string(), status: z.string(), durationSeconds: z.number().default(0) })),
});

/** Every job that there is, when all have ended. */
function allJobs() {
  return service.until("the end of all jobs", 60_000, async () => {
    const { jobs } = jobsSchema.parse(await (await fetch(`${service.url}/v1/jobs`)).json());
    return jobs.every(({ status }) => status === "completed") ? jobs : undefined;
  });
}

async function scrape(process: number): Promise<Sample[]> {
  const response = await fetch(`http://127.0.0.1:${metricsPort + process}/metrics`);
  expect(response.status).toBe(200);
  return samplesIn(await response.text());
}

const lineSchema = z.record(z.string(), z.unknown());

async function logLines(): Promise<Record<string, unknown>[]> {
  const folder = join(service.home, "logs");
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
  );
  return texts.flatMap((text) =>
    text.split("\n").flatMap((line) => {
      const start = line.indexOf("{");
      try {
        return start < 0 ? [] : [lineSchema.parse(JSON.parse(line.slice(start)))];
      } catch {
        return [];
      }
    }),
  );
}

/** The first of so many free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort();
    const servers = Array.from({ length: count }, () => createServer());
    const open = await Promise.allSettled(
      servers.map(
        (server, index) =>
          new Promise<void>((resolve, reject) => {
            server.once("error", reject).listen(first + index, "127.0.0.1", resolve);
          }),
      ),
    );
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    if (open.every(({ status }) => status === "fulfilled")) return first;
  }
}
