import type { Request } from "express";
import type { JobSource } from "../../contracts/http/job-source.js";
import type { ApiContext } from "../context.js";
import { answerOf, offerDuplicate } from "../created-job.js";
import type { Attempt } from "../idempotency.js";
import { requireServable } from "../job-wishes.js";
import type { Answer } from "../operation.js";
import { newJob, submitJob } from "../submit-job.js";
import { requireSource } from "../targets.js";
import { displayName } from "../upload/file-name.js";
import { submitUploaded, takeUploaded, uploadIdOf } from "./take-uploaded.js";

export interface SourceRequest {
  tenantId: string;
  source: JobSource;
  duplicate: "reuse" | "allow";
  attempt: Attempt;
  request: Request;
}

/** Makes a job of a recording that was uploaded before, or that is still to be fetched. */
export async function createFromSource(context: ApiContext, asked: SourceRequest): Promise<Answer> {
  const { upload, url, fileName, ...askedFields } = asked.source;
  requireServable(context, askedFields);
  const named = fileName === undefined ? {} : { fileName: displayName(fileName) };
  return upload === undefined ? fromUrl(url ?? "") : fromUpload(uploadIdOf(upload));

  async function fromUpload(uploadId: string): Promise<Answer> {
    const { tenantId, duplicate, request } = asked;
    const made = await context.jobs.get(tenantId, uploadId);
    if (made !== undefined) return answerOf(200, made, { "Diarist-Duplicate-Of": made.jobId });
    const fields = await context.noteTemplates.chooseIn(tenantId, askedFields);
    const recording = { ...(await takeUploaded(context, tenantId, uploadId)), ...named };
    const earlier =
      duplicate === "reuse" ? await offerDuplicate(context, tenantId, recording, fields) : undefined;
    if (earlier !== undefined) return earlier;
    const job = newJob({ tenantId, jobId: uploadId, recording, fields });
    return answerOf(201, await submitUploaded(context, job, request));
  }

  /** Fetching is the job's own first step: it may take hours, and outlive this process. */
  async function fromUrl(sourceUrl: string): Promise<Answer> {
    const { tenantId, attempt, request } = asked;
    const jobId = attempt.resourceId;
    const made = attempt.resumed ? await context.jobs.get(tenantId, jobId) : undefined;
    if (made !== undefined) return answerOf(201, made);
    requireSource(context, sourceUrl);
    const fields = await context.noteTemplates.chooseIn(tenantId, askedFields);
    const recording = {
      fileName: displayName(lastSegmentOf(sourceUrl)),
      contentType: "application/octet-stream",
      sizeBytes: 0,
      sha256: "",
      ...named,
    };
    const job = { ...newJob({ tenantId, jobId, recording, fields }), sourceUrl };
    await submitJob(context, job, request);
    return answerOf(201, job);
  }
}

function lastSegmentOf(url: string): string {
  const segment = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
