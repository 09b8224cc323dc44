import { DefaultLogger, Runtime } from "@temporalio/worker";
import type { Logger } from "../logger.js";

/** Has Temporal's own messages, and those of workflows and activities, written by our logger. */
export function forwardTemporalLog(logger: Logger): void {
  const levels = { TRACE: "trace", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error" } as const;
  Runtime.install({
    logger: new DefaultLogger("INFO", ({ level, message, meta }) => {
      // Each worker's changes of state and what it does not poll for are of interest only when something is wrong.
      const routine = meta?.["sdkComponent"] === "worker" && level !== "ERROR";
      logger[routine ? "debug" : levels[level]]({ ...meta }, message);
    }),
    telemetryOptions: { logging: { filter: "ERROR", forward: {} } },
    // Ours to handle: see src/process.ts.
    shutdownSignals: [],
  });
}
