import { randomUUID } from "node:crypto";
import type { Job } from "../../src/domain/job.js";

/** A job as the gateway writes it, with what a test wants to be otherwise. */
export function makeJob(changes: Partial<Job> = {}): Job {
  const now = new Date().toISOString();
  return {
    jobId: randomUUID(),
    tenantId: "local",
    fileName: "Monday.m4a",
    contentType: "audio/mp4",
    sizeBytes: 12,
    sha256: "00".repeat(32),
    state: "queued",
    options: {},
    createdAt: now,
    updatedAt: now,
    note: { status: "pending" },
    ...changes,
  };
}
