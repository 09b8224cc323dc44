import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { JobStore } from "../storage/ports.js";

/** An upload takes minutes, a look at a job milliseconds. */
const REQUEST_BUCKETS_SECONDS = [0.005, 0.02, 0.1, 0.5, 1, 5, 15, 60, 300, 1800];

export type GatewayMetrics = ReturnType<typeof createGatewayMetrics>;

/** What one gateway counts, in a registry of its own, beside what prom-client tells of any Node process. */
export function createGatewayMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    /** `route` is a template: as many values as there are operations. */
    requests: new Counter({
      name: "diarist_http_requests_total",
      help: "Requests that were answered or broken off",
      labelNames: ["route", "method", "status"],
      registers,
    }),
    requestDuration: new Histogram({
      name: "diarist_http_request_duration_seconds",
      help: "From a request's headers to its answer's end",
      labelNames: ["route", "method", "status"],
      buckets: REQUEST_BUCKETS_SECONDS,
      registers,
    }),
    uploadBytes: new Counter({
      name: "diarist_upload_bytes_total",
      help: "Bytes of uploads' bodies that came through this gateway, also of those that failed",
      registers,
    }),
    uploadsInProgress: new Gauge({
      name: "diarist_uploads_in_progress",
      help: "Uploads that this gateway is receiving",
      registers,
    }),
    jobs: new Counter({
      name: "diarist_jobs_total",
      help: "Jobs that entered a state; a gateway counts queued, the orchestrator all others",
      labelNames: ["state"],
      registers,
    }),
  };
}

/** Counts the jobs that are made in the store or set back to its queue; gives it back. */
export function countQueued<Store extends Pick<JobStore, "create" | "requeue">>(
  store: Store,
  { jobs }: GatewayMetrics,
): Store {
  const create = store.create.bind(store);
  store.create = async (job) => {
    await create(job);
    jobs.inc({ state: job.state });
  };
  const requeue = store.requeue.bind(store);
  store.requeue = async (tenantId, jobId) => {
    const job = await requeue(tenantId, jobId);
    if (job !== undefined) jobs.inc({ state: job.state });
    return job;
  };
  return store;
}
