import { DiaristError } from "../../domain/errors.js";
import { jobKeys, uploadKeys, uploadOfKey, UPLOADS_PREFIX } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { removeUpload } from "./remove-upload.js";
import { startUploaded } from "./take-uploaded.js";
import { expiresAt, readMetadata, readUploadRecord } from "./upload-record.js";

/** A request that began in time may still be at work; none takes this long between two looks at the clock. */
const GRACE_MS = 3_600_000;
/** The request that sent the last byte is most likely starting the job of a younger one. */
const MIN_AGE_MS = 120_000;

/**
 * Removes uploads that were not used in time, and what is kept beside the recordings of those that were. Starts the jobs of
 * uploads whose gateway died between the last byte and the job. Harmless beside other gateways. Gives back how many
 * uploads were removed.
 */
export async function sweepUploads(context: ApiContext, now = new Date()): Promise<number> {
  let count = 0;
  let last: string | undefined;
  for await (const { key, lastModified } of context.objects.list(UPLOADS_PREFIX)) {
    if (now.getTime() - lastModified.getTime() < MIN_AGE_MS) continue;
    const upload = uploadOfKey(key);
    // What is kept of one upload stands together.
    if (upload === undefined || upload.uploadId === last) continue;
    last = upload.uploadId;
    try {
      if (await sweep(context, upload.tenantId, upload.uploadId, now)) count += 1;
    } catch (err) {
      // The others' turn comes all the same.
      context.logger.warn({ err, ...upload }, "an upload could not be swept");
    }
  }
  return count;
}

/** Whether an upload was removed that nobody made a job of. */
async function sweep(context: ApiContext, tenantId: string, uploadId: string, now: Date): Promise<boolean> {
  const { objects, jobs, uploads } = context;
  const record = await readUploadRecord(objects, tenantId, uploadId);
  const expiryMs = record === undefined ? -Infinity : expiresAt(record, uploads.expirySeconds).getTime();
  const isTaken = (await jobs.get(tenantId, uploadId)) !== undefined;
  if (expiryMs + GRACE_MS < now.getTime()) {
    if (isTaken) await objects.deletePrefix(uploadKeys(tenantId, uploadId).prefix);
    else await removeUpload(context, tenantId, uploadId);
    return !isTaken;
  }
  const wantsJob = record !== undefined && readMetadata(record.metadata).autostart;
  if (isTaken || !wantsJob || (await objects.head(jobKeys(tenantId, uploadId).audio)) === undefined)
    return false;
  return !(await startOrRemove(context, tenantId, uploadId));
}

/** Whether the upload stays. */
async function startOrRemove(context: ApiContext, tenantId: string, uploadId: string): Promise<boolean> {
  try {
    await startUploaded(context, tenantId, uploadId, undefined);
    return true;
  } catch (error) {
    // What is no recording will never be one; a tenant's limit or a store's absence passes.
    if (!(error instanceof DiaristError && (error.code === "not_audio" || error.code === "file_empty")))
      throw error;
    await removeUpload(context, tenantId, uploadId);
    return false;
  }
}
