import type { DirectUpload } from "../../contracts/http/direct-upload.js";
import { DiaristError } from "../../domain/errors.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { SentPart } from "../../storage/ports.js";
import type { ApiContext } from "../context.js";
import { fileTooLarge } from "../upload/recording-storage.js";
import { removeUpload } from "./remove-upload.js";
import { uploadNotFound } from "./take-uploaded.js";
import { expiresAt, readUploadRecord, writeDirectRecord, type UploadRecord } from "./upload-record.js";

/*
 * Uploads past the gateway: the client gets a URL for each part, sends the parts to the object store itself, as many at a
 * time as it likes, and names what the store answered. They end where resumable uploads end.
 */

// Few enough requests for a large file, little enough to be sent again after a break.
const PART_BYTES = 16 * 1024 ** 2;
const MAX_PARTS = 10_000;
/** A part takes seconds; a client that sends many signs them as it goes. */
export const URL_SECONDS = 3_600;

export interface DirectUploadRequest {
  fileName: string;
  sizeBytes: number;
  contentType?: string | undefined;
}

interface Found {
  multipartId: string;
  partSizeBytes: number;
  sizeBytes: number;
  record: UploadRecord;
}

/** Begins an upload, or finds the one of that id that an earlier attempt began. */
export async function beginDirectUpload(
  context: ApiContext,
  tenantId: string,
  uploadId: string,
  { fileName, sizeBytes, contentType }: DirectUploadRequest,
): Promise<DirectUpload> {
  const { objects, uploads, maxUploadBytes } = context;
  if (!uploads.direct)
    throw new DiaristError(
      "direct_uploads_unavailable",
      "Clients cannot reach the object store of this service. Use /files or POST /v1/jobs.",
    );
  if (sizeBytes > maxUploadBytes) throw fileTooLarge(maxUploadBytes);
  const earlier = await readUploadRecord(objects, tenantId, uploadId);
  if (earlier?.direct !== undefined)
    return describe(context, uploadId, earlier, earlier.direct.partSizeBytes);
  const partSizeBytes = Math.max(PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS));
  const multipartId = await uploads.multipart.begin(jobKeys(tenantId, uploadId).audio, contentType);
  const record: UploadRecord = {
    creation_date: new Date().toISOString(),
    size: sizeBytes,
    metadata: { filename: fileName },
    direct: { multipartId, partSizeBytes },
  };
  await writeDirectRecord(objects, tenantId, uploadId, record);
  return describe(context, uploadId, record, partSizeBytes);
}

/** URLs for parts. Throws `upload_not_found`, `upload_expired`, and `upload_parts_invalid` where there is no such part. */
export async function signParts(
  context: ApiContext,
  tenantId: string,
  uploadId: string,
  partNumbers: readonly number[],
) {
  const { multipartId, partSizeBytes, sizeBytes } = await find(context, tenantId, uploadId);
  const { audio } = jobKeys(tenantId, uploadId);
  const count = Math.ceil(sizeBytes / partSizeBytes);
  const parts: { partNumber: number; url: string; sizeBytes: number }[] = [];
  for (const partNumber of partNumbers) {
    if (partNumber > count)
      throw new DiaristError(
        "upload_parts_invalid",
        `The upload has ${String(count)} parts, not ${String(partNumber)}.`,
      );
    const size = partNumber < count ? partSizeBytes : sizeBytes - (count - 1) * partSizeBytes;
    const part = { partNumber, sizeBytes: size, expiresSeconds: URL_SECONDS };
    parts.push({
      partNumber,
      url: await context.uploads.multipart.partUrl(audio, multipartId, part),
      sizeBytes: size,
    });
  }
  return { parts, expiresAt: new Date(Date.now() + URL_SECONDS * 1000).toISOString() };
}

/** Puts the parts together; does nothing where that is done. Throws `upload_parts_invalid` besides. */
export async function completeDirectUpload(
  context: ApiContext,
  tenantId: string,
  uploadId: string,
  parts: readonly SentPart[],
): Promise<DirectUpload> {
  const { objects, uploads } = context;
  const { multipartId, partSizeBytes, sizeBytes, record } = await find(context, tenantId, uploadId);
  const { audio } = jobKeys(tenantId, uploadId);
  const answer = describe(context, uploadId, record, partSizeBytes);
  if ((await objects.head(audio)) !== undefined) return answer;
  const sorted = parts.toSorted((one, other) => one.partNumber - other.partNumber);
  if (sorted.length !== answer.partCount || sorted.some(({ partNumber }, index) => partNumber !== index + 1))
    throw new DiaristError(
      "upload_parts_invalid",
      `Name each of the ${String(answer.partCount)} parts once, from 1 on.`,
    );
  await uploads.multipart.complete(audio, multipartId, sorted);
  // The URLs let no other length through; a store that does not keep to them is not to be trusted with the rest.
  if ((await objects.head(audio))?.sizeBytes !== sizeBytes) {
    await removeUpload(context, tenantId, uploadId);
    throw new DiaristError(
      "upload_parts_invalid",
      `The parts do not make ${String(sizeBytes)} bytes. Begin a new upload.`,
    );
  }
  return answer;
}

async function find(context: ApiContext, tenantId: string, uploadId: string): Promise<Found> {
  const record = await readUploadRecord(context.objects, tenantId, uploadId);
  if (record?.direct === undefined || record.size === undefined) throw uploadNotFound();
  if (expiresAt(record, context.uploads.expirySeconds) < new Date())
    throw new DiaristError("upload_expired", "The upload was not finished in time. Begin a new one.");
  return { ...record.direct, sizeBytes: record.size, record };
}

function describe(
  { uploads }: ApiContext,
  id: string,
  record: UploadRecord,
  partSizeBytes: number,
): DirectUpload {
  return {
    id,
    partSizeBytes,
    partCount: Math.ceil((record.size ?? 0) / partSizeBytes),
    expiresAt: expiresAt(record, uploads.expirySeconds).toISOString(),
  };
}
