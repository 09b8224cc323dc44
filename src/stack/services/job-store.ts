import { join } from "node:path";
import { httpHealth } from "../health.js";
import { LOOPBACK, type ServiceSpec } from "../service.js";

export interface JobStoreOptions {
  /** dynoxide. */
  executable: string;
  dataFolder: string;
  port: number;
}

/** The DynamoDB-compatible server, its tables in one SQLite file. It accepts any credentials. */
export function jobStoreService(options: JobStoreOptions): ServiceSpec {
  const { executable, dataFolder, port } = options;
  return {
    name: "job-store",
    command: executable,
    args: ["serve", "--host", LOOPBACK, "--port", String(port), "--db-path", join(dataFolder, "jobs.db")],
    env: {},
    folders: [dataFolder],
    ports: [{ host: LOOPBACK, port, variable: "DIARIST_DYNAMODB_PORT" }],
    checkHealth: httpHealth(`http://${LOOPBACK}:${port}/`),
  };
}
