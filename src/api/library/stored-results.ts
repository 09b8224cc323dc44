import { DiaristError } from "../../domain/errors.js";
import type { Job } from "../../domain/job.js";
import { noteSchema, type Note } from "../../domain/note.js";
import { jobKeys } from "../../domain/object-keys.js";
import { readTranscript } from "../../domain/stored-transcript.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

/*
 * Results for those who go through all jobs: what cannot be read of one job is told to the log and taken for absent, so that it
 * costs nothing of the others. All throw `storage_unavailable`.
 */

export type ResultStores = Pick<ApiContext, "objects" | "jobs" | "logger">;

/** Of which every segment can be read. */
export async function storedTranscript(
  context: ResultStores,
  job: Job,
): Promise<ReadableTranscript | undefined> {
  return fromStoredTranscript(context, job, (transcript) => {
    const segments = transcript.segments[Symbol.iterator]();
    while (segments.next().done === false) continue;
    return transcript;
  });
}

/** What `use` makes of it, which goes through the segments but once. */
export async function fromStoredTranscript<T>(
  context: ResultStores,
  job: Job,
  use: (transcript: ReadableTranscript) => T,
): Promise<T | undefined> {
  return readable(context, job, "transcript", async () => {
    const transcript = await readTranscript(context, job);
    return transcript && use(transcript);
  });
}

export async function storedNote(context: ResultStores, job: Job): Promise<Note | undefined> {
  const { note } = jobKeys(job.tenantId, job.jobId);
  return readable(context, job, "note", () => readJson(context, note, noteSchema));
}

async function readable<T>(
  { logger }: ResultStores,
  { jobId }: Job,
  result: "transcript" | "note",
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DiaristError && error.code === "storage_unavailable") throw error;
    // The failure itself may quote what was said.
    logger.warn({ jobId, result }, "a stored result cannot be read");
    return undefined;
  }
}
