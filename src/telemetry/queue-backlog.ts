import type { Connection } from "@temporalio/client";
import proto from "@temporalio/proto";
import { Gauge, type Registry } from "prom-client";
import { FLEETS, TASK_QUEUES } from "../contracts/names.js";

// A CommonJS package whose named exports Node does not see.
const { TaskQueueType } = proto.temporal.api.enums.v1;
const KINDS = [TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY];

/** However many scrape: Temporal is asked this often at most. */
const CACHE_MS = 5_000;
/** Within the ten seconds that Prometheus waits by habit. */
const TIMEOUT_MS = 3_000;

export interface Backlog {
  queue: string;
  /** Tasks that wait for a worker: of workflows and activities together. */
  tasks: number;
  /** How long the oldest of them has waited. */
  ageSeconds: number;
}

export type AskBacklog = () => Promise<Backlog[]>;

/** What waits in the task queues, as Temporal estimates it. While Temporal does not answer, the values are not there. */
export function registerQueueBacklog(registry: Registry, ask: AskBacklog): void {
  const latest = cached(ask);
  const gauge = (name: string, help: string, valueOf: (backlog: Backlog) => number): Gauge =>
    new Gauge({
      ...{ name, help, labelNames: ["queue"], registers: [registry] },
      async collect() {
        this.reset();
        for (const backlog of await latest()) this.set({ queue: backlog.queue }, valueOf(backlog));
      },
    });
  gauge("diarist_queue_backlog", "Tasks that wait for a worker", ({ tasks }) => tasks);
  gauge(
    "diarist_queue_backlog_age_seconds",
    "How long the oldest waiting task has waited",
    ({ ageSeconds }) => ageSeconds,
  );
}

export function askTemporal(connection: Connection, namespace: string): AskBacklog {
  async function ask(queue: string): Promise<Backlog> {
    const answers = await Promise.all(
      KINDS.map((taskQueueType) =>
        connection.workflowService.describeTaskQueue({
          ...{ namespace, taskQueueType, reportStats: true },
          taskQueue: { name: queue },
        }),
      ),
    );
    const stats = answers.map((answer) => answer.stats);
    return {
      queue,
      tasks: stats.reduce((sum, each) => sum + Number(each?.approximateBacklogCount ?? 0), 0),
      ageSeconds: Math.max(...stats.map((each) => secondsOf(each?.approximateBacklogAge))),
    };
  }
  return () =>
    connection.withDeadline(Date.now() + TIMEOUT_MS, () =>
      Promise.all(FLEETS.map((fleet) => ask(TASK_QUEUES[fleet]))),
    );
}

function cached(ask: AskBacklog): AskBacklog {
  let latest: { at: number; answer: Promise<Backlog[]> } | undefined;
  return () => {
    const now = Date.now();
    if (latest === undefined || now - latest.at >= CACHE_MS)
      latest = { at: now, answer: ask().catch(() => []) };
    return latest.answer;
  };
}

function secondsOf(duration: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(duration?.seconds ?? 0) + (duration?.nanos ?? 0) / 1e9;
}
