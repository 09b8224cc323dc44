import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { SEARCH_ATTRIBUTES } from "../../contracts/names.js";
import { LOOPBACK, type HealthCheck, type ServiceSpec } from "../service.js";

export interface TemporalOptions {
  /** The Temporal CLI. */
  executable: string;
  dataFolder: string;
  port: number;
  uiPort: number;
  namespace: string;
}

/*
 * With its defaults the dev server on a file does 2.5 workflows a second, with these 16: write-ahead log, one partition a
 * task queue (there is one node), and no ceiling on the queues that hand out tasks and timers. Fairness lets tenants take
 * turns in a task queue.
 */
const PRAGMAS = ["journal_mode=WAL", "synchronous=NORMAL"];
const DYNAMIC_CONFIG = [
  "matching.numTaskqueueReadPartitions=1",
  "matching.numTaskqueueWritePartitions=1",
  "history.transferProcessorMaxPollRPS=2000",
  "history.timerProcessorMaxPollRPS=2000",
  "matching.enableFairness=true",
];

/** The Temporal dev server with its Web UI and its database in a file. */
export function temporalService(options: TemporalOptions): ServiceSpec {
  const { executable, dataFolder, port, uiPort, namespace } = options;
  return {
    name: "temporal",
    command: executable,
    args: [
      ...["server", "start-dev", "--ip", LOOPBACK, "--port", String(port), "--ui-port", String(uiPort)],
      ...["--db-filename", join(dataFolder, "temporal.db"), "--namespace", namespace, "--log-level", "error"],
      ...PRAGMAS.flatMap((pragma) => ["--sqlite-pragma", pragma]),
      ...DYNAMIC_CONFIG.flatMap((value) => ["--dynamic-config-value", value]),
      ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
        "--search-attribute",
        `${name}=${type}`,
      ]),
    ],
    env: {},
    folders: [dataFolder],
    ports: [
      { host: LOOPBACK, port, variable: "TEMPORAL_PORT" },
      { host: LOOPBACK, port: uiPort, variable: "TEMPORAL_UI_PORT" },
    ],
    checkHealth: namespaceHealth(`${LOOPBACK}:${port}`, namespace),
  };
}

/** An open port is not enough: the server listens before its namespace can be used. */
function namespaceHealth(address: string, namespace: string): HealthCheck {
  return async () => {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    try {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    } finally {
      await connection.close();
    }
  };
}
