import type { WorkerOptions } from "@temporalio/worker";
import { ErrorInterceptor } from "./error-interceptor.js";

/** What all fleets' workers have in common. */
export const workerOptions = {
  interceptors: { activity: [() => ({ inbound: new ErrorInterceptor() })] },
  // A cancellation reaches an activity with its heartbeat's answer: a cancelled job stops its engine requests in seconds.
  maxHeartbeatThrottleInterval: "2 seconds",
  defaultHeartbeatThrottleInterval: "2 seconds",
  // Activities under way are told to stop at once and start again elsewhere: results are kept, so little is lost.
  shutdownGraceTime: "0 seconds",
  // Within the deadline that src/process.ts gives a drain.
  shutdownForceTime: "4 seconds",
} as const satisfies Partial<WorkerOptions>;
