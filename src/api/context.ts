import type { Logger } from "../logger.js";
import type { TargetPolicy } from "../net/port.js";
import type { IdempotencyStore, JobStore, ObjectStore } from "../storage/ports.js";
import type { Access } from "./access/access.js";
import type { Installation } from "./installation.js";
import type { JobController } from "./job-controller.js";
import type { JobStarter } from "./job-starter.js";
import type { Library } from "./library/library.js";
import type { EventStreams } from "./live/event-streams.js";
import type { LiveJobs } from "./live/live-jobs.js";
import type { NoteTemplates } from "./note-templates.js";
import type { Readiness } from "./readiness.js";
import type { UploadServices } from "./uploads/upload-services.js";
import type { Webhooks } from "./webhooks/webhooks.js";

/** All that the gateway's routes work with: the one place where anything is handed to them. */
export interface ApiContext {
  objects: ObjectStore;
  jobs: JobStore;
  idempotency: IdempotencyStore;
  starter: JobStarter;
  controller: JobController;
  access: Access;
  readiness: Readiness;
  library: Library;
  live: LiveJobs;
  streams: EventStreams;
  uploads: UploadServices;
  webhooks: Webhooks;
  noteTemplates: NoteTemplates;
  /** Where recordings may be fetched from and events be sent to. */
  targets: TargetPolicy;
  logger: Logger;
  maxUploadBytes: number;
  installation: Installation;
  /** The name of the configured engine's model. */
  speechModel: string;
  /** Whether notes are written by a language model; else by the built-in writer. */
  hasLanguageModel: boolean;
}
