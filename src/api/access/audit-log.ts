import { destination, pino, stdTimeFunctions } from "pino";

export type AuditAction =
  | "key.created"
  | "key.revoked"
  | "login.failed"
  | "session.started"
  | "session.ended"
  | "job.created"
  | "job.cancelled"
  | "job.retried"
  | "job.erased"
  | "library.exported"
  | "webhook.created"
  | "webhook.deleted"
  | "webhook.secret_rotated"
  | "limits.changed";

export interface AuditIds {
  jobId?: string | undefined;
  keyId?: string | undefined;
  webhookId?: string | undefined;
}

/** Ids and codes alone: no secret, no name, no title. */
export interface AuditEntry extends AuditIds {
  action: AuditAction;
  /** `key:<id>`, `token:<subject>`, `local`, `operator` at the command line, or `unknown`. */
  actor: string;
  tenantId?: string | undefined;
  /** An error's code. */
  reason?: string | undefined;
  requestId?: string | undefined;
}

/** Who did what that someone may want to ask about later. */
export interface AuditLog {
  record(entry: AuditEntry): void;
}

const STANDARD_OUTPUT = 1;

/** One JSON line an entry, appended to a file or written to a descriptor; its `name` is `audit`. */
export function createAuditLog(target: string | number = STANDARD_OUTPUT): AuditLog {
  // Written before the answer goes out: an entry must not be lost with the process.
  const stream = destination({ dest: target, append: true, mkdir: true, sync: true, mode: 0o600 });
  const logger = pino(
    {
      base: { name: "audit" },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return {
    record: (entry) => {
      logger.info(entry);
    },
  };
}
