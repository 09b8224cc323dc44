import { z } from "zod";
import { DiaristError } from "../domain/errors.js";
import type { Job } from "../domain/job.js";

/* Keys of the table's items, as dynamo-job-store.ts describes them, and the cursors made of them. */

export function itemKey(tenantId: string, jobId: string): { pk: string; sk: string } {
  return { pk: `${tenantKey(tenantId)}#job#${jobId}`, sk: "job" };
}

/** Whose item lies under a key that itemKey() has made. */
export function jobIdOf(pk: string): string {
  return pk.slice(pk.lastIndexOf("#") + 1);
}

export function contentKey(tenantId: string, sha256: string): { pk: string; sk: string } {
  return { pk: `${tenantKey(tenantId)}#content#${sha256}`, sk: "content" };
}

export function tenantKey(tenantId: string): string {
  return `tenant#${tenantId}`;
}

export function sortKeyOf(job: Pick<Job, "createdAt" | "jobId">): string {
  return `${job.createdAt}#${job.jobId}`;
}

const cursorSchema = z.string().regex(/^[^#]+#[0-9a-f-]{36}$/);

/** Where a page ended. It does not name the tenant, so that it opens no other tenant's list. */
export function cursorOf(sortKey: string): string {
  return Buffer.from(sortKey).toString("base64url");
}

export function startKey(tenantId: string, cursor: string) {
  const sortKey = cursorSchema.safeParse(Buffer.from(cursor, "base64url").toString());
  if (!sortKey.success) throw new DiaristError("invalid_request", "That cursor is not one of this list's.");
  const jobId = sortKey.data.slice(sortKey.data.indexOf("#") + 1);
  return { ...itemKey(tenantId, jobId), tenantPk: tenantKey(tenantId), tenantSk: sortKey.data };
}
