import { isGrpcServiceError, type Connection } from "@temporalio/client";
import proto from "@temporalio/proto";
import { FLEETS, TASK_QUEUES, type Fleet } from "../contracts/names.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import { NotReady, type Dependency } from "./readiness.js";
import { REMEDIES, remedyForFleet } from "./remedies.js";

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
/** By gRPC's codes, what another setting helps against. */
const GRPC_STATUSES: Record<number, { reason: string; remedy: string } | undefined> = {
  5: { reason: "it does not know the namespace", remedy: REMEDIES.temporalNamespace },
  7: { reason: "it does not let us in", remedy: REMEDIES.temporalCredentials },
  16: { reason: "it refuses our credentials", remedy: REMEDIES.temporalCredentials },
};

/** What `GET /readyz` looks at. */
export function dependenciesOf(options: DependencyOptions): Dependency[] {
  const { connection, namespace, objects, jobs, speech } = options;
  const asking = async (request: () => Promise<unknown>): Promise<void> => {
    await connection.withDeadline(Date.now() + TIMEOUT_MS, request).catch(explainGrpc);
  };
  return [
    {
      name: "temporal",
      check: () => asking(() => connection.workflowService.describeNamespace({ namespace })),
      remedy: REMEDIES.temporal,
    },
    { name: "object-store", check: () => objects.check(), remedy: REMEDIES.objectStore },
    { name: "job-store", check: () => jobs.check(), remedy: REMEDIES.jobStore },
    { name: "speech", check: () => checkSpeech(speech), remedy: REMEDIES.speech },
    ...FLEETS.map((fleet) => ({
      name: fleet,
      check: () => asking(() => checkFleet(connection, namespace, fleet)),
      // Unless there is more to say, it is Temporal that was asked and did not answer.
      remedy: REMEDIES.temporal,
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
  if (pollers.length === 0)
    throw new NotReady(`no worker polls the task queue ${name}`, remedyForFleet(fleet));
}

/** Every OpenAI-compatible service lists its models; asking costs nothing and proves address and key. */
async function checkSpeech({ baseUrl, apiKey }: DependencyOptions["speech"]): Promise<void> {
  const url = `${(baseUrl ?? "https://api.openai.com/v1").replace(/\/$/, "")}/models`;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  await response.body?.cancel();
  if (response.ok) return;
  const { status } = response;
  const remedy =
    status === 401 || status === 403
      ? REMEDIES.speechCredentials
      : status === 404
        ? REMEDIES.speechAddress
        : undefined;
  throw new NotReady(`asked for its models it answered ${status}`, remedy);
}

function explainGrpc(error: unknown): never {
  if (!isGrpcServiceError(error)) throw error;
  const { reason = "it does not answer", remedy } = GRPC_STATUSES[error.code] ?? {};
  throw new NotReady(reason, remedy, { cause: error });
}
