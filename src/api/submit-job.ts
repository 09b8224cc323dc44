import type { Request } from "express";
import type { JobFields } from "../contracts/http/job-fields.js";
import type { TemplateChoice } from "../domain/note-template.js";
import { DiaristError } from "../domain/errors.js";
import { jobKeys } from "../domain/object-keys.js";
import type { Job } from "../domain/job.js";
import type { ApiContext } from "./context.js";
import { requireModel } from "./job-wishes.js";
import { requireWriterFor } from "./note-wishes.js";
import type { StoredRecording } from "./upload/recording-storage.js";

/** Options, title, tags and metadata, with the note's template as the job keeps it. */
export type KeptFields = Omit<JobFields, "noteTemplate"> & {
  noteTemplate?: TemplateChoice | undefined;
};

export interface NewJob {
  tenantId: string;
  jobId: string;
  recording: StoredRecording;
  fields?: KeptFields;
}

/** A job as it is before anything has been done for it. */
export function newJob({ tenantId, jobId, recording, fields = {} }: NewJob): Job {
  const { title, tags, metadata, webhookUrl, ...options } = fields;
  const now = new Date().toISOString();
  return {
    jobId,
    tenantId,
    ...recording,
    state: "queued",
    options,
    ...(title !== undefined && { title }),
    ...(tags !== undefined && { tags }),
    ...(metadata !== undefined && { metadata }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    createdAt: now,
    updatedAt: now,
    note: { status: "pending" },
  };
}

export interface SubmitOptions {
  /** Whether the recording outlives a failure: it came in an earlier request, of which another job can be made. */
  recordingStays?: boolean;
}

/**
 * Makes a job of a recording that lies in the object store already: first its item, then its workflow. When it resolves
 * the job will end whatever dies: where Temporal does not answer just now, the sweep of queued jobs starts it later. When
 * it throws (`storage_unavailable`, `job_limit_reached`, `storage_limit_reached`) nothing of the job is left.
 * `request` is what the audit log is told of.
 */
export async function submitJob(
  context: ApiContext,
  job: Job,
  request: Request | undefined,
  { recordingStays = false }: SubmitOptions = {},
): Promise<void> {
  try {
    requireModel(context, job.options);
    requireWriterFor(context, job.options);
    await context.access.admission.admit(job);
    if (job.webhookUrl !== undefined) await context.webhooks.serveJobs(job.tenantId);
    await context.jobs.create(job);
  } catch (error) {
    // Where another request made the job, it and its recording are that one's.
    const isTaken = error instanceof DiaristError && error.code === "job_exists";
    if (!isTaken) await withdraw(context, job, recordingStays);
    throw error;
  }
  const { jobId, tenantId, sizeBytes, contentType } = job;
  context.logger.info({ jobId, tenantId, sizeBytes, contentType }, "job queued");
  if (request !== undefined) context.access.audit(request, "job.created", { jobId });
  await setGoing(context, job);
}

/** Starts a queued job's workflow, now or, where Temporal does not answer, with the next sweep. */
export async function setGoing({ starter, logger }: ApiContext, job: Job): Promise<void> {
  try {
    await starter.start(job);
  } catch (error) {
    logger.warn({ jobId: job.jobId, err: error }, "the job waits for the sweep of queued jobs");
  }
}

/** The item goes first: a job whose recording is gone could only fail, a recording without a job is only space. */
async function withdraw(
  { jobs, objects, logger }: ApiContext,
  { tenantId, jobId }: Job,
  recordingStays: boolean,
): Promise<void> {
  try {
    await jobs.delete(tenantId, jobId);
    if (!recordingStays) await objects.deletePrefix(jobKeys(tenantId, jobId).prefix);
  } catch (error) {
    // If the item is still there, the sweeper will start the job after all.
    logger.error({ jobId, err: error }, "what was stored of a refused job could not be removed");
  }
}
