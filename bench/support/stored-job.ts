import { planSchema, type Plan } from "../../src/domain/audio.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import {
  recognitionSchema,
  transcriptSchema,
  type Recognition,
  type Transcript,
} from "../../src/domain/transcript.js";
import { embeddedCredentials } from "../../src/stack/credentials.js";
import { S3ObjectStore } from "../../src/storage/s3-object-store.js";
import type { Service } from "../../test/e2e/service.js";

const LOCAL_TENANT = "local";

/** What a finished job left in the service's own object store. */
export async function readStoredJob(
  service: Service,
  jobId: string,
): Promise<{ plan: Plan; transcript: Transcript; recognitions: Recognition[] }> {
  const objects = new S3ObjectStore({
    endpoint: `http://127.0.0.1:${service.env["DIARIST_S3_PORT"] ?? ""}`,
    bucket: "diarist",
    region: "us-east-1",
    credentials: embeddedCredentials(service.home),
  });
  const keys = jobKeys(LOCAL_TENANT, jobId);
  const read = async (key: string): Promise<unknown> => {
    const body = await objects.get(key);
    if (body === undefined) throw new Error(`${key} is not there`);
    return JSON.parse(body.toString("utf8"));
  };
  const partKeys = [];
  for await (const { key } of objects.list(keys.partsPrefix)) partKeys.push(key);
  const parts = await Promise.all(partKeys.sort().map(read));
  return {
    plan: planSchema.parse(await read(keys.plan)),
    transcript: transcriptSchema.parse(await read(keys.transcript)),
    recognitions: parts.map((part) => recognitionSchema.parse(part)),
  };
}
