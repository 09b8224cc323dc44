import type { z } from "zod";
import { DiaristError } from "../../domain/errors.js";
import type { Job } from "../../domain/job.js";
import { noteSchema, type Note } from "../../domain/note.js";
import { jobKeys } from "../../domain/object-keys.js";
import { transcriptSchema, type Transcript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

/*
 * Results for those who go through all jobs: what cannot be read of one job is told to the log and taken for absent, so that it
 * costs nothing of the others. Both throw `storage_unavailable`.
 */

export type ResultStores = Pick<ApiContext, "objects" | "logger">;

export async function storedTranscript(context: ResultStores, job: Job): Promise<Transcript | undefined> {
  return readable(context, job, jobKeys(job.tenantId, job.jobId).transcript, transcriptSchema);
}

export async function storedNote(context: ResultStores, job: Job): Promise<Note | undefined> {
  return readable(context, job, jobKeys(job.tenantId, job.jobId).note, noteSchema);
}

async function readable<T>(
  context: ResultStores,
  { jobId }: Job,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  try {
    return await readJson(context, key, schema);
  } catch (error) {
    if (error instanceof DiaristError && error.code === "storage_unavailable") throw error;
    // The failure itself may quote what was said.
    context.logger.warn({ jobId, key }, "a stored result cannot be read");
    return undefined;
  }
}
