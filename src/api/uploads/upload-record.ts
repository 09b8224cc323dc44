import { z } from "zod";
import { jobFormSchema, type JobFields } from "../../contracts/http/job-fields.js";
import { uploadKeys } from "../../domain/object-keys.js";
import type { ObjectStore } from "../../storage/ports.js";
import { checkFields } from "../read-input.js";
import { displayName } from "../upload/file-name.js";

/** What is kept of an upload while it is none of a job yet: what tus keeps, and for a direct one how it is sent. */
const recordSchema = z.object({
  creation_date: z.iso.datetime(),
  size: z.number().optional(),
  metadata: z.record(z.string(), z.string().nullable()).default({}),
  direct: z.object({ multipartId: z.string(), partSizeBytes: z.number() }).optional(),
});
export type UploadRecord = z.infer<typeof recordSchema>;

/** Undefined where the tenant has no such upload. */
export async function readUploadRecord(
  objects: Pick<ObjectStore, "get">,
  tenantId: string,
  uploadId: string,
): Promise<UploadRecord | undefined> {
  const keys = uploadKeys(tenantId, uploadId);
  const bytes = (await objects.get(keys.info)) ?? (await objects.get(keys.direct));
  return bytes === undefined ? undefined : recordSchema.parse(JSON.parse(bytes.toString("utf8")));
}

export async function writeDirectRecord(
  objects: Pick<ObjectStore, "put">,
  tenantId: string,
  uploadId: string,
  record: UploadRecord,
): Promise<void> {
  await objects.put(uploadKeys(tenantId, uploadId).direct, JSON.stringify(record));
}

export function expiresAt({ creation_date }: UploadRecord, expirySeconds: number): Date {
  return new Date(Date.parse(creation_date) + expirySeconds * 1000);
}

export interface UploadMetadata {
  fileName: string;
  /** Whether the job begins when the upload ends. */
  autostart: boolean;
  fields: JobFields;
}

type TusMetadata = Readonly<Record<string, string | null>>;

/**
 * What a tus client said of the file. Options of the job stand beside it under their own names, written as in a form;
 * names that are no option are the client's own business. Throws `invalid_request`.
 */
export function readMetadata(metadata: TusMetadata): UploadMetadata {
  const given = Object.keys(jobFormSchema.shape).flatMap((name) => {
    const value = metadata[name];
    return value === undefined || value === null || value === "" ? [] : [[name, value]];
  });
  return {
    // Both names are in use among clients.
    fileName: displayName(metadata["filename"] ?? metadata["name"] ?? ""),
    autostart: metadata["autostart"] === "true",
    fields: checkFields(jobFormSchema, Object.fromEntries(given)),
  };
}
