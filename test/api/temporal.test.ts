import { Client, Connection } from "@temporalio/client";
import { defineSearchAttributeKey } from "@temporalio/common";
import { NativeConnection, Worker } from "@temporalio/worker";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dependenciesOf } from "../../src/api/dependencies.js";
import { Readiness } from "../../src/api/readiness.js";
import { TemporalJobStarter } from "../../src/api/temporal-job-starter.js";
import { WORKFLOW_REVISION } from "../../src/contracts/workflow-io.js";
import { partPath } from "../../src/stack/parts.js";
import { temporalService } from "../../src/stack/services/temporal.js";
import type { RunningService } from "../../src/stack/start-service.js";
import { freePort } from "../../src/stack/free-ports.js";
import { makeJob } from "../support/job.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../support/stores.js";
import { startTestService } from "../support/test-service.js";

const namespace = "default";
let folder: string;
let service: RunningService;
let address: string;
let connection: Connection;
let client: Client;
let objectStore: TestObjectStore;
let jobStore: TestJobStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-temporal-"));
  const [port, uiPort] = [await freePort(), await freePort()];
  const executable = partPath("temporal");
  service = await startTestService(
    temporalService({ executable, dataFolder: folder, port, uiPort, namespace }),
  );
  address = `127.0.0.1:${port}`;
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  [objectStore, jobStore] = await Promise.all([startObjectStore(), startJobStore()]);
});
afterAll(async () => {
  await connection.close();
  await Promise.all([service.stop(), objectStore.stop(), jobStore.stop()]);
  await rm(folder, { recursive: true, force: true });
});

describe("starting a job", () => {
  test("starts its workflow with all that people look for, once however often it is asked", async () => {
    const starter = new TemporalJobStarter(client);
    const job = makeJob({ fileName: "Käse.m4a", options: { language: "de" } });
    await Promise.all([starter.start(job), starter.start(job)]);
    await starter.start(job);

    const handle = client.workflow.getHandle(`transcribe-${job.jobId}`);
    const described = await handle.describe();
    expect(described).toMatchObject({ type: "TranscribeAndNote", taskQueue: "orchestration" });
    const attribute = (name: "JobStatus" | "TenantId" | "FileName") =>
      described.typedSearchAttributes.get(defineSearchAttributeKey(name, "KEYWORD"));
    expect(["JobStatus" as const, "TenantId" as const, "FileName" as const].map(attribute)).toEqual([
      "queued",
      "local",
      "Käse.m4a",
    ]);
    expect(await described.staticSummary()).toBe("Transcript and note of Käse.m4a");
    const { events } = await handle.fetchHistory();
    const payload = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    const { jobId, tenantId, fileName, createdAt, options } = job;
    expect(JSON.parse(Buffer.from(payload ?? []).toString())).toEqual({
      ...{ revision: WORKFLOW_REVISION, jobId, tenantId, fileName, createdAt, options },
    });
  });

  test("does not start it again after it has ended", async () => {
    const starter = new TemporalJobStarter(client);
    const job = makeJob();
    await starter.start(job);
    const handle = client.workflow.getHandle(`transcribe-${job.jobId}`);
    const { runId } = await handle.describe();
    await handle.terminate();
    await starter.start(job);
    expect(await handle.describe()).toMatchObject({ runId, status: { name: "TERMINATED" } });
  });

  test("says workflow_unavailable when nobody answers", async () => {
    const away = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, connectTimeout: 500 });
    const starter = new TemporalJobStarter(new Client({ connection: away, namespace }), 500);
    await expect(starter.start(makeJob())).rejects.toMatchObject({ code: "workflow_unavailable" });
    await away.close();
  });
});

test("readiness tells stores and Temporal that answer from a fleet that is missing and a service that is not there", async () => {
  const speechPort = await freePort();
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: "media",
    activities: { probeAudio: async () => undefined },
  });
  const report = () =>
    new Readiness(
      dependenciesOf({
        connection,
        namespace,
        objects: objectStore.objects,
        jobs: jobStore.jobs,
        speech: { baseUrl: `http://127.0.0.1:${speechPort}/v1`, apiKey: undefined },
      }),
    ).report();
  await worker.runUntil(async () => {
    await expect.poll(async () => (await report()).dependencies["media"]).toEqual({ ready: true });
  });
  await native.close();
  const missing = (fleet: string) => ({
    ready: false,
    reason: `no worker polls the task queue ${fleet}`,
    remedy: expect.stringContaining(`node dist/workers/main.js ${fleet}`),
  });
  expect(await report()).toEqual({
    ready: false,
    dependencies: {
      temporal: { ready: true },
      "object-store": { ready: true },
      "job-store": { ready: true },
      speech: {
        ready: false,
        reason: "it does not answer as it should (ECONNREFUSED)",
        remedy: expect.stringContaining("DIARIST_SPEECH_BASE_URL"),
      },
      orchestration: missing("orchestration"),
      media: expect.any(Object),
      transcription: missing("transcription"),
      notes: missing("notes"),
    },
  });
});
