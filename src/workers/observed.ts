import type { WorkerInterceptors, WorkerOptions } from "@temporalio/worker";
import type { Logger } from "../logger.js";
import type { LoadedTracing } from "../telemetry/load-tracing.js";
import { ActivityLog } from "./activity-log.js";

/**
 * A worker's interceptors with those around them that log and trace. What workflows do is traced by the bundle that
 * composeFleet() takes.
 */
export function observed(
  { activity = [] }: WorkerInterceptors,
  { logger, traces }: { logger: Logger; traces: LoadedTracing | undefined },
): Pick<WorkerOptions, "interceptors" | "sinks"> {
  const log = () => ({ inbound: new ActivityLog(logger) });
  if (traces === undefined) return { interceptors: { activity: [log, ...activity] } };
  const { activity: traced, client, sinks } = traces.ofTemporal;
  return { interceptors: { activity: [traced, log, ...activity], client }, sinks };
}
