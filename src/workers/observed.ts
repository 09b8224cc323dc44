import type { WorkerInterceptors, WorkerOptions } from "@temporalio/worker";
import type { Logger } from "../logger.js";
import { tracedActivity, tracedClient, tracedSinks } from "../telemetry/temporal-tracing.js";
import type { Tracing } from "../telemetry/tracing.js";
import { ActivityLog } from "./activity-log.js";

/**
 * A worker's interceptors with those around them that log and trace. What workflows do is traced by the bundle that
 * composeFleet() takes.
 */
export function observed(
  { activity = [] }: WorkerInterceptors,
  { logger, traces }: { logger: Logger; traces: Tracing | undefined },
): Pick<WorkerOptions, "interceptors" | "sinks"> {
  const log = () => ({ inbound: new ActivityLog(logger) });
  if (traces === undefined) return { interceptors: { activity: [log, ...activity] } };
  return {
    interceptors: { activity: [tracedActivity, log, ...activity], client: tracedClient() },
    sinks: tracedSinks(traces),
  };
}
