import { Client, Connection } from "@temporalio/client";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig, temporalConnection } from "../config.js";
import { createLogger } from "../logger.js";
import { shutDownGracefully } from "../process.js";
import { DynamoJobStore } from "../storage/dynamo-job-store.js";
import { S3ObjectStore } from "../storage/s3-object-store.js";
import { createApp } from "./app.js";
import type { ApiContext } from "./context.js";
import { dependenciesOf } from "./dependencies.js";
import { sweepQueuedJobs } from "./queued-jobs-sweeper.js";
import { Readiness } from "./readiness.js";
import { repeat } from "./repeat.js";
import { closeGracefully, createGatewayServer, listen } from "./server.js";
import { TemporalJobStarter } from "./temporal-job-starter.js";

/** The gateway's process. It starts, and says what is missing at /readyz, whatever it depends on is up yet. */

// Between a client and a store nobody else retries; a hiccup should not cost an upload.
const STORE_ATTEMPTS = 3;
// An upload waits for it when Temporal is away.
const CONNECT_TIMEOUT_MS = 5_000;
const STORE_RETRY_MS = 1_000;
const QUEUED_JOBS_SWEEP_MS = 60_000;
const UPLOADS_SWEEP_MS = 3_600_000;
// Longer than any upload takes that is still going on.
const ABANDONED_AFTER_MS = 24 * 3600 * 1000;

const config = readConfig();
const logger = createLogger("gateway", config.logLevel);
const { namespace } = config.temporal;
const connection = Connection.lazy({
  ...temporalConnection(config.temporal),
  connectTimeout: CONNECT_TIMEOUT_MS,
});
const objects = new S3ObjectStore({ ...config.objectStore, attempts: STORE_ATTEMPTS });
const jobs = new DynamoJobStore({ ...config.jobStore, attempts: STORE_ATTEMPTS });
const context: ApiContext = {
  objects,
  jobs,
  starter: new TemporalJobStarter(new Client({ connection, namespace })),
  readiness: new Readiness(dependenciesOf({ connection, namespace, objects, jobs, speech: config.speech })),
  logger,
  maxUploadBytes: config.gateway.maxUploadBytes,
};

const server = createGatewayServer(createApp(context));
const sweepings: (() => void)[] = [];
shutDownGracefully({
  drain: async () => {
    for (const stop of sweepings) stop();
    await closeGracefully(server);
    await connection.close();
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

await prepareStores();
sweepings.push(
  repeat(QUEUED_JOBS_SWEEP_MS, startForgottenJobs, (err) => logger.warn({ err }, "queued jobs not swept")),
  repeat(UPLOADS_SWEEP_MS, removeAbandonedUploads, (err) => logger.warn({ err }, "uploads not swept")),
);

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

async function removeAbandonedUploads(): Promise<void> {
  const count = await objects.sweepAbandonedUploads(new Date(Date.now() - ABANDONED_AFTER_MS));
  if (count > 0) logger.info({ count }, "abandoned uploads were removed");
}
