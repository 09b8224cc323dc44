import { DiaristError } from "../../domain/errors.js";
import { jobKeys, uploadKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";

/** Throws `upload_taken` where the upload's recording is a job's by now. */
export async function refuseIfTaken(
  { jobs }: Pick<ApiContext, "jobs">,
  tenantId: string,
  uploadId: string,
): Promise<void> {
  if ((await jobs.get(tenantId, uploadId)) === undefined) return;
  throw new DiaristError("upload_taken", `The job ${uploadId} was made of the upload: erase that.`);
}

/** Removes an upload of which there is no job: what has come of it, and then what is known of it. */
export async function removeUpload(
  { objects, uploads }: Pick<ApiContext, "objects" | "uploads">,
  tenantId: string,
  uploadId: string,
): Promise<void> {
  const { audio } = jobKeys(tenantId, uploadId);
  await uploads.multipart.abort(audio);
  await objects.delete(audio);
  await objects.deletePrefix(uploadKeys(tenantId, uploadId).prefix);
}
