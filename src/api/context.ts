import type { Logger } from "../logger.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import type { JobStarter } from "./job-starter.js";
import type { Readiness } from "./readiness.js";

/** All that the gateway's routes work with: the one place where anything is handed to them. */
export interface ApiContext {
  objects: ObjectStore;
  jobs: JobStore;
  starter: JobStarter;
  readiness: Readiness;
  logger: Logger;
  maxUploadBytes: number;
}
