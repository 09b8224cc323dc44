import { NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { readConfig } from "../config.js";
import { temporalConnection } from "../config-temporal.js";
import { FLEETS, TASK_QUEUES, type Fleet } from "../contracts/names.js";
import { createLogger } from "../logger.js";
import { shutDownGracefully } from "../process.js";
import { loadTracing } from "../telemetry/load-tracing.js";
import { composeFleet } from "./compose-fleet.js";
import { observed } from "./observed.js";
import { ensureSearchAttributes } from "./search-attributes.js";
import { installRuntime } from "./temporal-runtime.js";
import { workerOptions } from "./worker-options.js";

/* The entry point of every fleet: `node dist/workers/main.js <fleet>`. */
const fleet = process.argv[2];
if (!isFleet(fleet)) {
  process.stderr.write(`Which fleet? One of: ${FLEETS.join(", ")}\n`);
  process.exit(2);
}
await run(fleet).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

async function run(fleet: Fleet): Promise<void> {
  const config = readConfig();
  const logger = createLogger(`worker-${fleet}`, config.logLevel);
  const traces = config.traces && (await loadTracing({ ...config.traces, service: `worker-${fleet}` }));
  installRuntime({ logger, metrics: config.metrics });

  const { namespace } = config.temporal;
  const connection = await NativeConnection.connect(temporalConnection(config.temporal));
  if (fleet === "orchestration") await ensureSearchAttributes(connection, namespace);

  const worker = await Worker.create({
    ...workerOptions,
    ...observed(workerOptions.interceptors, { logger, traces }),
    ...(await composeFleet(fleet, config, Runtime.instance().metricMeter)),
    connection,
    namespace,
    taskQueue: TASK_QUEUES[fleet],
  });
  const running = worker.run();
  const stop = shutDownGracefully({
    drain: async (reason) => {
      logger.info({ reason }, "stopping");
      if (worker.getState() === "RUNNING") worker.shutdown();
      // Rejects, and so ends the process with 1, when the worker did not end by our wish.
      await running;
      await connection.close();
      await traces?.stop();
    },
  });
  logger.info({ taskQueue: TASK_QUEUES[fleet] }, "polling");
  running.catch((error: unknown) => {
    logger.fatal(error, "the worker ended by itself");
    stop("failed");
  });
}

function isFleet(value: string | undefined): value is Fleet {
  return FLEETS.some((each) => each === value);
}
