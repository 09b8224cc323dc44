import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { WorkflowHandle } from "@temporalio/client";
import proto from "@temporalio/proto";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from "@temporalio/worker";
import { createMediaActivities } from "../../src/activities/media.js";
import { createNotesActivities } from "../../src/activities/notes.js";
import { createOrchestrationActivities } from "../../src/activities/orchestration.js";
import { createScratch } from "../../src/activities/scratch.js";
import { createTranscriptionActivities } from "../../src/activities/transcription.js";
import { createWebhookActivities } from "../../src/activities/webhooks.js";
import {
  FLEETS,
  type SEARCH_ATTRIBUTES,
  TASK_QUEUES,
  transcribeWorkflowId,
  WORKFLOW_TYPES,
  type Fleet,
} from "../../src/contracts/names.js";
import { WORKFLOW_REVISION, type TranscribeAndNoteInput } from "../../src/contracts/workflow-io.js";
import type { Job } from "../../src/domain/job.js";
import { jobKeys, type JobKeys } from "../../src/domain/object-keys.js";
import { createGuardedFetch } from "../../src/net/guarded-fetch.js";
import { createHttpWebhookSender } from "../../src/providers/webhooks/http-webhook-sender.js";
import { partPath } from "../../src/stack/parts.js";
import { DynamoWebhookStore } from "../../src/storage/dynamo-webhook-store.js";
import { type TranscribeAndNote } from "../../src/workflows/transcribe-and-note.js";
import { workerOptions } from "../../src/workers/worker-options.js";
import { makeJob } from "../support/job.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../support/stores.js";
import { ScriptedMedia, ScriptedSpeech, ScriptedWriter } from "./scripted.js";

const NAMESPACE = "default";

/** The real stores, which all tests of a file share. */
export interface Stores {
  objects: TestObjectStore;
  jobs: TestJobStore;
}

export async function startStores(): Promise<Stores> {
  const [objects, jobs] = await Promise.all([startObjectStore(), startJobStore()]);
  return { objects, jobs };
}

export async function stopStores(stores: Stores): Promise<void> {
  await Promise.all([stores.objects.stop(), stores.jobs.stop()]);
}

// The SDK reports each worker's every state.
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: { logging: { filter: "ERROR", forward: {} } },
});

let bundle: Promise<WorkflowBundle> | undefined;

export function workflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL("../../src/workflows/index.ts", import.meta.url)),
  });
  return bundle;
}

export interface Surroundings {
  fleets?: readonly Fleet[];
  /**
   * The server that skips time refuses to cancel an activity that ends at the same moment, and the workflow hangs; the
   * real one takes it. A test in which the two may meet needs the real one.
   */
  server?: "skips-time" | "real";
}

function startTemporal(server: "skips-time" | "real"): Promise<TestWorkflowEnvironment> {
  const part = server === "real" ? "temporal" : "test-server";
  const options = { server: { executable: { type: "existing-path", path: partPath(part) } } } as const;
  return server === "real"
    ? TestWorkflowEnvironment.createLocal(options)
    : TestWorkflowEnvironment.createTimeSkipping(options);
}

/** One job's surroundings: Temporal, all fleets, and providers that do as the test says. */
export class Harness {
  readonly speech = new ScriptedSpeech();
  readonly media = new ScriptedMedia();
  readonly writer = new ScriptedWriter();
  readonly webhooks: DynamoWebhookStore;
  /** What posts events to callers' endpoints, which are on loopback here. */
  readonly sender = createHttpWebhookSender(createGuardedFetch({ allow: "all" }));
  readonly job: Job = makeJob();
  readonly keys: JobKeys = jobKeys(this.job.tenantId, this.job.jobId);
  private readonly running: { worker: Worker; run: Promise<void> }[] = [];

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly stores: Stores,
    private readonly scratchFolder: string,
  ) {
    this.webhooks = new DynamoWebhookStore(stores.jobs.options);
  }

  /** Fleets that are left out have no worker until `startFleet`. */
  static async start(
    stores: Stores,
    { fleets = FLEETS, server = "skips-time" }: Surroundings = {},
  ): Promise<Harness> {
    const env = await startTemporal(server);
    await env.connection.operatorService.addSearchAttributes({
      namespace: NAMESPACE,
      searchAttributes: {
        JobStatus: 2,
        TenantId: 2,
        FileName: 2,
        AudioSeconds: 4,
        Language: 2,
      } satisfies Record<keyof typeof SEARCH_ATTRIBUTES, number>,
    });
    const harness = new Harness(env, stores, await mkdtemp(join(tmpdir(), "diarist-scratch-")));
    for (const fleet of fleets) await harness.startFleet(fleet);
    await harness.upload();
    return harness;
  }

  async startFleet(fleet: Fleet): Promise<void> {
    const worker = await Worker.create({
      ...workerOptions,
      connection: this.env.nativeConnection,
      namespace: NAMESPACE,
      taskQueue: TASK_QUEUES[fleet],
      activities: await this.activitiesOf(fleet),
      ...(fleet === "orchestration" && { workflowBundle: await workflowBundle() }),
    });
    this.running.push({ worker, run: worker.run() });
  }

  async start(
    changes: Partial<TranscribeAndNoteInput> = {},
  ): Promise<WorkflowHandle<typeof TranscribeAndNote>> {
    const { jobId, tenantId, fileName, createdAt, options } = this.job;
    return this.env.client.workflow.start<typeof TranscribeAndNote>(WORKFLOW_TYPES.transcribeAndNote, {
      taskQueue: TASK_QUEUES.orchestration,
      workflowId: transcribeWorkflowId(jobId),
      args: [{ revision: WORKFLOW_REVISION, jobId, tenantId, fileName, createdAt, options, ...changes }],
    });
  }

  async stored(): Promise<Job> {
    const job = await this.stores.jobs.jobs.get(this.job.tenantId, this.job.jobId);
    if (job === undefined) throw new Error("The job is not in the store");
    return job;
  }

  /** Keys of all the job's objects, without the job's prefix. */
  async objects(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.stores.objects.objects.list(this.keys.prefix))
      keys.push(key.slice(this.keys.prefix.length));
    return keys;
  }

  /** What happened in the job's workflow and what it waits for, for someone who asks why a test failed. */
  async story(): Promise<string> {
    const handle = this.env.client.workflow.getHandle(transcribeWorkflowId(this.job.jobId));
    const { events } = await handle.fetchHistory();
    const { raw } = await handle.describe();
    const lines = (events ?? []).map(({ eventId, eventType, eventTime }) => {
      const time = new Date(Number(eventTime?.seconds ?? 0) * 1000).toISOString();
      return `${String(eventId)} ${time} ${String(proto.temporal.api.enums.v1.EventType[eventType ?? 0])}`;
    });
    const pending = (raw.pendingActivities ?? []).map((activity) => JSON.stringify(activity));
    return ["The workflow's history:", ...lines, "It waits for:", ...pending].join("\n");
  }

  async stop(): Promise<void> {
    for (const { worker } of this.running) worker.shutdown();
    await Promise.allSettled(this.running.map(({ run }) => run));
    await this.env.teardown();
    await rm(this.scratchFolder, { recursive: true, force: true });
  }

  private async upload(): Promise<void> {
    await this.stores.jobs.jobs.create(this.job);
    await this.stores.objects.objects.putStream(this.keys.audio, Readable.from([Buffer.from("a recording")]));
  }

  private async activitiesOf(fleet: Fleet): Promise<object> {
    const { objects } = this.stores.objects;
    const { jobs } = this.stores.jobs;
    switch (fleet) {
      case "orchestration":
        return {
          ...createOrchestrationActivities({ objects, jobs, webhooks: this.webhooks }),
          ...createWebhookActivities({ jobs, webhooks: this.webhooks, sender: this.sender }),
        };
      case "media":
        return createMediaActivities({
          objects,
          media: this.media,
          scratch: await createScratch(join(this.scratchFolder, randomUUID()), objects),
          cut: { nominalSeconds: 300, searchWindowSeconds: 20 },
          maxAudioSeconds: 24 * 3600,
          allowance: { charge: () => Promise.resolve() },
        });
      case "transcription":
        return createTranscriptionActivities({ objects, speech: this.speech });
      case "notes":
        return createNotesActivities({ objects, jobs, writer: this.writer });
    }
  }
}
