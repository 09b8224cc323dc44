import type { Connection } from "@temporalio/client";
import proto from "@temporalio/proto";
import { FLEETS, TASK_QUEUES, type Fleet } from "../contracts/names.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import type { Dependency } from "./readiness.js";

export interface DependencyOptions {
  connection: Connection;
  namespace: string;
  objects: ObjectStore;
  jobs: JobStore;
  speech: { baseUrl: string | undefined; apiKey: string | undefined };
}

// A CommonJS package whose named exports Node does not see.
const { TaskQueueType } = proto.temporal.api.enums.v1;
const TIMEOUT_MS = 3_000;

/** What `GET /readyz` looks at. */
export function dependenciesOf(options: DependencyOptions): Dependency[] {
  const { connection, namespace, objects, jobs, speech } = options;
  const asking = async (request: () => Promise<unknown>): Promise<void> => {
    await connection.withDeadline(Date.now() + TIMEOUT_MS, request);
  };
  return [
    {
      name: "temporal",
      check: () => asking(() => connection.workflowService.describeNamespace({ namespace })),
    },
    { name: "object-store", check: () => objects.check() },
    { name: "job-store", check: () => jobs.check() },
    { name: "speech", check: () => checkSpeech(speech) },
    ...FLEETS.map((fleet) => ({
      name: fleet,
      check: () => asking(() => checkFleet(connection, namespace, fleet)),
    })),
  ];
}

/**
 * A fleet is there when its queue has a poller. Temporal remembers a poller for five minutes, and that suits: a worker
 * whose slots are all busy does not poll either.
 */
async function checkFleet(connection: Connection, namespace: string, fleet: Fleet): Promise<void> {
  const name = TASK_QUEUES[fleet];
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType:
      fleet === "orchestration"
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
  });
  if (pollers.length === 0) throw new Error(`no worker polls the task queue ${name}`);
}

/** Every OpenAI-compatible service lists its models; asking costs nothing and proves address and key. */
async function checkSpeech({ baseUrl, apiKey }: DependencyOptions["speech"]): Promise<void> {
  const url = `${(baseUrl ?? "https://api.openai.com/v1").replace(/\/$/, "")}/models`;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error: unknown) => {
      // fetch itself says only "fetch failed".
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new Error(`${url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
    },
  );
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
