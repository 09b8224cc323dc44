import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestHandler } from "express";
import type { AuditEntry } from "../../src/api/access/audit-log.js";
import { createAccess, type CreateAccessOptions } from "../../src/api/access/create-access.js";
import { createApp } from "../../src/api/app.js";
import type { ApiContext } from "../../src/api/context.js";
import type { Installation } from "../../src/api/installation.js";
import type { JobController } from "../../src/api/job-controller.js";
import { EventStreams } from "../../src/api/live/event-streams.js";
import { Library } from "../../src/api/library/library.js";
import { LiveJobs } from "../../src/api/live/live-jobs.js";
import { NoteTemplates } from "../../src/api/note-templates.js";
import { Readiness, type Dependency } from "../../src/api/readiness.js";
import { LeasedLocker } from "../../src/api/uploads/leased-locker.js";
import type { UploadServices } from "../../src/api/uploads/upload-services.js";
import { closeGracefully, createGatewayServer, listen } from "../../src/api/server.js";
import { Webhooks } from "../../src/api/webhooks/webhooks.js";
import { createLogger, type Logger } from "../../src/logger.js";
import { createTargetPolicy } from "../../src/net/target-policy.js";
import { SqliteIndex } from "../../src/search/sqlite-index.js";
import { DynamoApiKeyStore } from "../../src/storage/dynamo-api-key-store.js";
import { DynamoIdempotencyStore } from "../../src/storage/dynamo-idempotency-store.js";
import { DynamoNoteTemplateStore } from "../../src/storage/dynamo-note-template-store.js";
import { DynamoTenantStore } from "../../src/storage/dynamo-tenant-store.js";
import type { ObjectStore } from "../../src/storage/ports.js";
import { DynamoWebhookStore } from "../../src/storage/dynamo-webhook-store.js";
import { S3MultipartUploads } from "../../src/storage/s3-multipart-uploads.js";
import { TusStore } from "../../src/storage/tus-store.js";
import { FakeDeliveryStarter } from "./delivery-starter.js";
import { FakeJobController } from "./job-controller.js";
import { FakeJobStarter } from "./job-starter.js";
import { startJobStore, startObjectStore, type TestJobStore, type TestObjectStore } from "./stores.js";
import { countUnfinishedUploads } from "./unfinished-uploads.js";

/** So that tests of live events need not wait. */
const LIVE_POLL_MS = 10;

export interface TestGateway {
  url: string;
  port: number;
  context: ApiContext;
  stores: TestStores;
  starter: FakeJobStarter;
  deliveries: FakeDeliveryStarter;
  /** What stands in the audit log. */
  audited: AuditEntry[];
  /** Every key in the bucket and every unfinished upload; what is not in here was not left behind. */
  stored: () => Promise<{ keys: string[]; unfinishedUploads: number; jobs: number }>;
  stop: () => Promise<void>;
}

export interface TestStores {
  objectStore: TestObjectStore;
  jobStore: TestJobStore;
}

export interface GatewayOptions {
  maxUploadBytes?: number;
  dependencies?: Dependency[];
  hasLanguageModel?: boolean;
  stores?: TestStores;
  controller?: JobController;
  /** Networks beside the public one that recordings may be fetched from and events be sent to. */
  allowedTargets?: readonly string[];
  /** Of streams of events. */
  keepAliveMs?: number;
  /** How long a search waits for the index to catch up. */
  libraryPatienceMs?: number;
  /** What differs from a gateway on loopback that asks nobody who they are. */
  access?: Partial<CreateAccessOptions>;
  logger?: Logger;
  observers?: RequestHandler[];
  installation?: Partial<Installation>;
  /** Where a built page lies. */
  webFolder?: string;
}

/** The real app on a free port, over the real stores; only Temporal is a double. */
export async function startGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const { maxUploadBytes = 64 * 1024 ** 2, dependencies = [] } = options;
  const stores = options.stores ?? {
    objectStore: await startObjectStore(),
    jobStore: await startJobStore(),
  };
  const { objects } = stores.objectStore;
  const { jobs } = stores.jobStore;
  const starter = new FakeJobStarter();
  const deliveries = new FakeDeliveryStarter();
  const logger = options.logger ?? createLogger("test", "silent");
  const audited: AuditEntry[] = [];
  const controller = options.controller ?? new FakeJobController();
  const streams = new EventStreams(options.keepAliveMs);
  const searchFolder = await mkdtemp(join(tmpdir(), "diarist-search-"));
  const index = new SqliteIndex(searchFolder);
  const context: ApiContext = {
    objects,
    jobs,
    idempotency: new DynamoIdempotencyStore(stores.jobStore.options),
    starter,
    webhooks: new Webhooks(new DynamoWebhookStore(stores.jobStore.options), deliveries),
    noteTemplates: new NoteTemplates(new DynamoNoteTemplateStore(stores.jobStore.options)),
    targets: createTargetPolicy(options.allowedTargets ?? []),
    controller,
    library: new Library({ index, objects, jobs, logger }, options.libraryPatienceMs),
    live: new LiveJobs({ objects, jobs, controller, logger }, LIVE_POLL_MS),
    streams,
    access: createAccess({
      ...{ open: true, allowedHosts: [], corsOrigins: [], limits: {} },
      apiKeys: new DynamoApiKeyStore(stores.jobStore.options),
      tenants: new DynamoTenantStore(stores.jobStore.options),
      audit: { record: (entry) => void audited.push(entry) },
      ...{ jobs, logger },
      ...options.access,
    }),
    logger,
    maxUploadBytes,
    installation: {
      ...{ version: "0.0.0-test", maxAudioSeconds: 24 * 3600, speechOnThisMachine: true },
      languageModel: undefined,
      temporalUi: undefined,
      ...options.installation,
    },
    speechModel: "base",
    hasLanguageModel: options.hasLanguageModel ?? false,
    readiness: new Readiness(dependencies),
    uploads: uploadServices(stores, maxUploadBytes),
  };
  const server = createGatewayServer(
    createApp(context, { observers: options.observers ?? [], webFolder: options.webFolder }),
    logger,
  );
  const port = await listen(server, "127.0.0.1", 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    context,
    stores,
    starter,
    deliveries,
    audited,
    stored: async () => ({
      keys: await keysOf(objects),
      unfinishedUploads: await countUnfinishedUploads(stores.objectStore),
      jobs: (await jobs.list("local")).jobs.length,
    }),
    stop: async () => {
      streams.closeAll();
      await closeGracefully(server);
      await index.close();
      // What a search has begun to read may still be on its way into the index.
      await rm(searchFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      if (options.stores !== undefined) return;
      await stores.objectStore.stop();
      await stores.jobStore.stop();
    },
  };
}

function uploadServices({ objectStore, jobStore }: TestStores, maxUploadBytes: number): UploadServices {
  const expirySeconds = 3600;
  return {
    resumable: new TusStore({ ...objectStore.options, maxUploadBytes, expirySeconds }),
    locker: new LeasedLocker(new DynamoIdempotencyStore(jobStore.options)),
    multipart: new S3MultipartUploads({
      ...objectStore.options,
      publicEndpoint: objectStore.options.endpoint,
    }),
    direct: true,
    expirySeconds,
  };
}

async function keysOf(objects: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list("")) keys.push(key);
  return keys;
}
