import { DiaristError } from "./errors.js";
import type { Job } from "./job.js";
import { readWithList } from "./json-lists.js";
import { editsKey, jobKeys } from "./object-keys.js";
import { transcriptEditsSchema, withEdits, type TranscriptEdit } from "./transcript-edits.js";
import { shownSegmentSchema, transcriptSchema, type ReadableTranscript } from "./transcript.js";

/** Of the stores, what reading takes: bytes by their key, a job as it is now. */
export interface TranscriptStores {
  objects: { get(key: string): Promise<Buffer | undefined> };
  jobs: { get(tenantId: string, jobId: string): Promise<Job | undefined> };
}

/*
 * Segments are read from the JSON as they are gone through, which throws where one is not as it should be: hours of them take
 * ten times as much memory as objects.
 */

/** A job's transcript with all edits, as whoever reads it is to see it; undefined where there is none. */
export async function readTranscript(
  stores: TranscriptStores,
  job: Job,
): Promise<ReadableTranscript | undefined> {
  const machine = await readMachineTranscript(stores, job);
  return machine && withEdits(machine, (await readEdits(stores, job)).edits);
}

/** The transcript as the machine made it. */
export async function readMachineTranscript(
  { objects }: Pick<TranscriptStores, "objects">,
  { tenantId, jobId }: Job,
): Promise<ReadableTranscript | undefined> {
  const bytes = await objects.get(jobKeys(tenantId, jobId).transcript);
  if (bytes === undefined) return undefined;
  const { object, items } = readWithList(bytes, "segments");
  const segments = {
    *[Symbol.iterator]() {
      for (const item of items) yield shownSegmentSchema.parse(item);
    },
  };
  return { ...transcriptSchema.parse(object), segments };
}

/** A job's edits, oldest first, and the id of their record, which is absent where the transcript was never edited. */
export async function readEdits(
  { objects, jobs }: TranscriptStores,
  job: Job,
): Promise<{ editsId: string | undefined; edits: TranscriptEdit[] }> {
  const { tenantId, jobId, editsId } = job;
  if (editsId === undefined) return { editsId, edits: [] };
  const bytes = await objects.get(editsKey(jobKeys(tenantId, jobId), editsId));
  if (bytes !== undefined) return { editsId, ...transcriptEditsSchema.parse(jsonOf(bytes)) };
  // A record goes when another one takes its place, which may have been since the job was read.
  const now = await jobs.get(tenantId, jobId);
  if (now === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
  if (now.editsId === editsId)
    throw new Error(`The edits of the transcript of the job ${jobId} are gone from the store`);
  return readEdits({ objects, jobs }, now);
}

function jsonOf(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString());
}
