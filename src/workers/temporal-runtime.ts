import { DefaultLogger, Runtime } from "@temporalio/worker";
import type { Logger } from "../logger.js";
import { jobIdOf } from "../telemetry/log-context.js";
import { HISTOGRAM_BUCKETS } from "../telemetry/worker-metrics.js";

export interface RuntimeOptions {
  logger: Logger;
  /** Where Prometheus finds Temporal's metrics and ours; undefined: nowhere. */
  metrics: { host: string; port: number } | undefined;
}

/** Has Temporal's own messages, and those of workflows and activities, written by our logger, and its metrics served. */
export function installRuntime({ logger, metrics }: RuntimeOptions): void {
  const levels = { TRACE: "trace", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error" } as const;
  Runtime.install({
    logger: new DefaultLogger("INFO", ({ level, message, meta }) => {
      // Each worker's changes of state and what it does not poll for are of interest only when something is wrong.
      const routine = meta?.["sdkComponent"] === "worker" && level !== "ERROR";
      logger[routine ? "debug" : levels[level]](withOurIds(meta), message);
    }),
    telemetryOptions: {
      logging: { filter: "ERROR", forward: {} },
      ...(metrics !== undefined && { metrics: prometheusAt(metrics) }),
    },
    // Ours to handle: see src/process.ts.
    shutdownSignals: [],
  });
}

function prometheusAt({ host, port }: { host: string; port: number }) {
  const address = host.includes(":") ? `[${host}]` : host;
  return {
    attachServiceName: false,
    prometheus: {
      bindAddress: `${address}:${port}`,
      useSecondsForDurations: true,
      histogramBucketOverrides: HISTOGRAM_BUCKETS,
    },
  };
}

/** Temporal's names of things, and ours of the ids by which lines are joined. */
function withOurIds(meta: Record<string, unknown> = {}): Record<string, unknown> {
  const { trace_id: traceId, span_id: _span, trace_flags: _flags, ...rest } = meta;
  const jobId = typeof rest["workflowId"] === "string" ? jobIdOf(rest["workflowId"]) : undefined;
  return { ...rest, ...(jobId !== undefined && { jobId }), ...(traceId !== undefined && { traceId }) };
}
