import { createHash } from "node:crypto";
import type { Request } from "express";
import { z } from "zod";
import { DiaristError } from "../../domain/errors.js";
import { type Job } from "../../domain/job.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { newJob, submitJob } from "../submit-job.js";
import type { StoredRecording } from "../upload/recording-storage.js";
import { HEAD_BYTES, recordingType } from "../upload/recording-type.js";
import { expiresAt, readMetadata, readUploadRecord } from "./upload-record.js";

/** What takeUploaded() throws. */
export const TAKE_PROBLEMS = [
  "upload_not_found",
  "upload_expired",
  "upload_unfinished",
  "not_audio",
  "file_empty",
] as const;

/** The id in an upload's id or address: `/files/<id>`, `/v1/uploads/<id>`. Throws `upload_not_found`. */
export function uploadIdOf(upload: string): string {
  const last = upload
    .split(/[?#]/, 1)[0]
    ?.split("/")
    .findLast((part) => part !== "");
  const id = z.uuid().toLowerCase().safeParse(last);
  if (!id.success) throw uploadNotFound();
  return id.data;
}

/**
 * The recording of a finished upload, which lies where that of the job `uploadId` has to lie. Reads it once, in bounded
 * memory, to tell its kind and its hash. Throws one of TAKE_PROBLEMS.
 */
export async function takeUploaded(
  context: ApiContext,
  tenantId: string,
  uploadId: string,
): Promise<StoredRecording> {
  const { objects, uploads } = context;
  const record = await readUploadRecord(objects, tenantId, uploadId);
  if (record === undefined) throw uploadNotFound();
  if (expiresAt(record, uploads.expirySeconds) < new Date())
    throw new DiaristError("upload_expired", "The upload was not used in time. Send the file again.");
  const key = jobKeys(tenantId, uploadId).audio;
  // Asked about it, the store finishes what a gateway left that died after the last byte.
  if (record.direct === undefined) await uploads.resumable.getUpload(key).catch(() => undefined);
  if ((await objects.head(key)) === undefined)
    throw new DiaristError(
      "upload_unfinished",
      "The upload is not finished. Send the rest of the file first.",
    );
  const { fileName } = readMetadata(record.metadata);
  return { fileName, ...(await examine(context, key)) };
}

/**
 * Makes the job that an upload asked for by its metadata; does nothing where it asked for none, and may be called again at
 * any time. `request` is what the audit log is told of. Throws like takeUploaded() and submitJob().
 */
export async function startUploaded(
  context: ApiContext,
  tenantId: string,
  uploadId: string,
  request: Request | undefined,
): Promise<Job | undefined> {
  const record = await readUploadRecord(context.objects, tenantId, uploadId);
  if (record === undefined) return undefined;
  const { autostart, fields: asked } = readMetadata(record.metadata);
  if (!autostart) return undefined;
  const earlier = await context.jobs.get(tenantId, uploadId);
  if (earlier !== undefined) return earlier;
  const fields = await context.noteTemplates.chooseIn(tenantId, asked);
  const recording = await takeUploaded(context, tenantId, uploadId);
  return submitUploaded(context, newJob({ tenantId, jobId: uploadId, recording, fields }), request);
}

/** Submits the job of an upload, or finds that another request was quicker. The recording stays, whatever happens. */
export async function submitUploaded(
  context: ApiContext,
  job: Job,
  request: Request | undefined,
): Promise<Job> {
  try {
    await submitJob(context, job, request, { recordingStays: true });
    return job;
  } catch (error) {
    if (!(error instanceof DiaristError && error.code === "job_exists")) throw error;
    const earlier = await context.jobs.get(job.tenantId, job.jobId);
    if (earlier === undefined) throw error;
    return earlier;
  }
}

export function uploadNotFound(): DiaristError {
  return new DiaristError("upload_not_found", "There is no such upload.");
}

async function examine({ objects }: ApiContext, key: string) {
  const body = await objects.getStream(key);
  if (body === undefined) throw uploadNotFound();
  const hash = createHash("sha256");
  const head: Buffer[] = [];
  let sizeBytes = 0;
  const pieces: AsyncIterable<Buffer> = body;
  for await (const piece of pieces) {
    if (sizeBytes < HEAD_BYTES) head.push(piece.subarray(0, HEAD_BYTES - sizeBytes));
    sizeBytes += piece.length;
    hash.update(piece);
  }
  if (sizeBytes === 0) throw new DiaristError("file_empty", "The file holds no byte.");
  const contentType = await recordingType(Buffer.concat(head));
  if (contentType === undefined)
    throw new DiaristError(
      "not_audio",
      "The file's content is neither audio nor video of a known kind, whatever its name says.",
    );
  return { contentType, sizeBytes, sha256: hash.digest("hex") };
}
