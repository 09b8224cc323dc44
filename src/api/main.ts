import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isLoopback } from "../config-access.js";
import { ConfigError, readConfig, type Config } from "../config.js";
import { temporalConnection } from "../config-temporal.js";
import { createLogger } from "../logger.js";
import { createTargetPolicy } from "../net/target-policy.js";
import { shutDownGracefully } from "../process.js";
import { countQueued, createGatewayMetrics } from "../telemetry/gateway-metrics.js";
import { serveMetrics } from "../telemetry/metrics-endpoint.js";
import { askTemporal, registerQueueBacklog } from "../telemetry/queue-backlog.js";
import { loadTracing } from "../telemetry/load-tracing.js";
import { DynamoApiKeyStore } from "../storage/dynamo-api-key-store.js";
import { DynamoIdempotencyStore } from "../storage/dynamo-idempotency-store.js";
import { DynamoJobStore } from "../storage/dynamo-job-store.js";
import { DynamoNoteTemplateStore } from "../storage/dynamo-note-template-store.js";
import { DynamoTenantStore } from "../storage/dynamo-tenant-store.js";
import { S3MultipartUploads } from "../storage/s3-multipart-uploads.js";
import { S3ObjectStore } from "../storage/s3-object-store.js";
import { TusStore } from "../storage/tus-store.js";
import { ThreadedIndex } from "../search/threaded-index.js";
import { createAuditLog } from "./access/audit-log.js";
import { createAccess } from "./access/create-access.js";
import { createApp } from "./app.js";
import type { ApiContext } from "./context.js";
import { dependenciesOf } from "./dependencies.js";
import type { Installation } from "./installation.js";
import { Library } from "./library/library.js";
import { EventStreams } from "./live/event-streams.js";
import { LiveJobs } from "./live/live-jobs.js";
import { metrics } from "./middleware/metrics.js";
import { tracing } from "./middleware/tracing.js";
import { NoteTemplates } from "./note-templates.js";
import { sweepQueuedJobs } from "./queued-jobs-sweeper.js";
import { NotReady, Readiness } from "./readiness.js";
import { repeat } from "./repeat.js";
import { closeGracefully, createGatewayServer, listen } from "./server.js";
import { TemporalJobController } from "./temporal-job-controller.js";
import { TemporalDeliveryStarter } from "./webhooks/temporal-delivery-starter.js";
import { Webhooks } from "./webhooks/webhooks.js";
import { DynamoWebhookStore } from "../storage/dynamo-webhook-store.js";
import { TemporalJobStarter } from "./temporal-job-starter.js";
import { LeasedLocker } from "./uploads/leased-locker.js";
import { sweepUploads } from "./uploads/uploads-sweeper.js";

/** The gateway's process. It starts, and says what is missing at /readyz, whatever it depends on is up yet. */

// Between a client and a store nobody else retries; a hiccup should not cost an upload.
const STORE_ATTEMPTS = 3;
// An upload waits for it when Temporal is away.
const CONNECT_TIMEOUT_MS = 5_000;
const STORE_RETRY_MS = 1_000;
const QUEUED_JOBS_SWEEP_MS = 60_000;
const UPLOADS_SWEEP_MS = 600_000;
const MULTIPART_SWEEP_MS = 3_600_000;
// Nobody waits for it; it is a look at who is due.
const COMPARISON_MS = 600_000;
const HOUR_MS = 3_600_000;

const config = configOrExit();
const logger = createLogger("gateway", config.logLevel);
const traces = config.traces && (await loadTracing({ ...config.traces, service: "gateway" }));
const { namespace } = config.temporal;
const connection = Connection.lazy({
  ...temporalConnection(config.temporal),
  connectTimeout: CONNECT_TIMEOUT_MS,
});
const objects = new S3ObjectStore({ ...config.objectStore, attempts: STORE_ATTEMPTS });
const table = { ...config.jobStore, attempts: STORE_ATTEMPTS };
const counters = config.metrics && createGatewayMetrics();
const jobs = new DynamoJobStore(table);
if (counters !== undefined) countQueued(jobs, counters);
const idempotency = new DynamoIdempotencyStore(table);
const client = new Client({
  connection,
  namespace,
  ...(traces && { interceptors: traces.ofTemporal.client }),
});
const searchIndex = new ThreadedIndex({ folder: config.searchFolder });
const controller = new TemporalJobController(client);
const context: ApiContext = {
  objects,
  jobs,
  idempotency,
  starter: new TemporalJobStarter(client),
  webhooks: new Webhooks(new DynamoWebhookStore(config.jobStore), new TemporalDeliveryStarter(client)),
  noteTemplates: new NoteTemplates(new DynamoNoteTemplateStore(table)),
  targets: createTargetPolicy(config.allowPrivateTargets),
  controller,
  library: new Library({ index: searchIndex, objects, jobs, logger }),
  live: new LiveJobs({ objects, jobs, controller, logger }),
  streams: new EventStreams(),
  access: createAccess({
    ...config.access,
    limits: config.limits,
    apiKeys: new DynamoApiKeyStore(table),
    tenants: new DynamoTenantStore(table),
    jobs,
    audit: createAuditLog(config.access.auditLog),
    logger,
  }),
  uploads: {
    resumable: new TusStore({
      ...config.objectStore,
      attempts: STORE_ATTEMPTS,
      maxUploadBytes: config.gateway.maxUploadBytes,
      expirySeconds: config.gateway.uploadExpirySeconds,
    }),
    locker: new LeasedLocker(idempotency),
    multipart: new S3MultipartUploads({
      ...config.objectStore,
      attempts: STORE_ATTEMPTS,
      publicEndpoint: config.clientsObjectStore?.endpoint,
    }),
    direct: config.clientsObjectStore !== undefined,
    expirySeconds: config.gateway.uploadExpirySeconds,
  },
  readiness: new Readiness(
    dependenciesOf({ connection, namespace, objects, jobs, speech: config.speech }),
    tellReadiness,
  ),
  logger,
  maxUploadBytes: config.gateway.maxUploadBytes,
  installation: installationOf(config),
  speechModel: config.speech.model,
  hasLanguageModel: config.language !== undefined,
};

/** Built beside the gateway; absent where the gateway runs from its sources. */
const WEB_FOLDER = join(import.meta.dirname, "../web");

const server = createGatewayServer(
  createApp(context, {
    observers: [...(counters ? [metrics(counters)] : []), ...(traces ? [tracing()] : [])],
    webFolder: existsSync(join(WEB_FOLDER, "index.html")) ? WEB_FOLDER : undefined,
  }),
  logger,
);
const sweepings: (() => void)[] = [];
shutDownGracefully({
  deadlineMs: config.gateway.drainSeconds * 1000,
  drain: async () => {
    context.readiness.stop();
    for (const stop of sweepings) stop();
    // Load balancers go on sending requests until they have seen that it is not ready.
    await sleep(config.gateway.drainDelaySeconds * 1000);
    context.streams.closeAll();
    await closeGracefully(server);
    await connection.close();
    await searchIndex.close();
    await traces?.stop();
  },
  onEvent: ({ kind, ...event }) => logger[kind === "stopping" ? "info" : "error"](event, `shutdown: ${kind}`),
});

try {
  const port = await listen(server, config.gateway.host, config.gateway.port);
  logger.info({ host: config.gateway.host, port }, "listening");
} catch (error) {
  logger.fatal(
    { err: error, port: config.gateway.port },
    "cannot listen; PORT moves the gateway to another port",
  );
  process.exit(1);
}

if (config.metrics !== undefined && counters !== undefined) {
  registerQueueBacklog(counters.registry, askTemporal(connection, namespace));
  await serveMetrics(counters.registry, config.metrics).catch((error: unknown) => {
    logger.fatal({ err: error, ...config.metrics }, "cannot serve metrics; DIARIST_METRICS_PORT moves them");
    process.exit(1);
  });
}

await prepareStores();
await jobs
  .ensureIndexes()
  .catch((err: unknown) => logger.warn({ err }, "searches read the times of all jobs, for want of an index"));
sweepings.push(
  repeat(QUEUED_JOBS_SWEEP_MS, startForgottenJobs, (err) => logger.warn({ err }, "queued jobs not swept")),
  repeat(UPLOADS_SWEEP_MS, removeUnusedUploads, (err) => logger.warn({ err }, "uploads not swept")),
  repeat(
    COMPARISON_MS,
    () => context.library.compareAll(),
    (err) => logger.warn({ err }, "the search index was not compared with the jobs"),
  ),
  repeat(MULTIPART_SWEEP_MS, removeAbandonedUploads, (err) => logger.warn({ err }, "parts not swept")),
);

function tellReadiness(dependency: string, err: unknown): void {
  if (err === undefined) logger.info({ dependency }, "can be used again");
  // Where we looked and found something missing there is no more to know than that.
  else if (err instanceof NotReady && err.cause === undefined)
    logger.warn({ dependency, reason: err.reason }, "cannot be used");
  else logger.warn({ dependency, err }, "cannot be used");
}

function installationOf({ language, media, speech, temporal }: Config): Installation {
  const packageFile = join(import.meta.dirname, "../../package.json");
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, "utf8")));
  return {
    version,
    maxAudioSeconds: media.maxAudioSeconds,
    speechOnThisMachine: isOnThisMachine(speech.baseUrl),
    languageModel: language && { name: language.model, onThisMachine: isOnThisMachine(language.baseUrl) },
    temporalUi:
      temporal.uiUrl === undefined ? undefined : { url: temporal.uiUrl, namespace: temporal.namespace },
  };
}

function isOnThisMachine(baseUrl: string | undefined): boolean {
  return baseUrl !== undefined && isLoopback(new URL(baseUrl).hostname);
}

/** What is wrong with the configuration is for a person to read, not for a log. */
function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/** Bucket and table may be missing on a first start, and their servers may come up after us: tried until it succeeds. */
async function prepareStores(): Promise<void> {
  for (;;) {
    try {
      await Promise.all([objects.ensureBucket(), jobs.ensureTable()]);
      logger.info("stores are ready");
      return;
    } catch (err) {
      logger.warn({ err }, "the stores are not ready");
      await sleep(STORE_RETRY_MS);
    }
  }
}

async function startForgottenJobs(): Promise<void> {
  const count = await sweepQueuedJobs(context);
  if (count > 0) logger.info({ count }, "jobs that had been queued for long were started");
}

async function removeUnusedUploads(): Promise<void> {
  const count = await sweepUploads(context);
  if (count > 0) logger.info({ count }, "uploads that were not used in time were removed");
}

/** What nobody knows of any more: older than any upload that is still going on, be it in one request or in several. */
async function removeAbandonedUploads(): Promise<void> {
  const ageMs = Math.max(24 * HOUR_MS, config.gateway.uploadExpirySeconds * 1000 + 2 * HOUR_MS);
  const count = await objects.sweepAbandonedUploads(new Date(Date.now() - ageMs));
  if (count > 0) logger.info({ count }, "abandoned parts of uploads were removed");
}
