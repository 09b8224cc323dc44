import { randomUUID } from "node:crypto";
import { DiaristError } from "../../domain/errors.js";
import type { Job } from "../../domain/job.js";
import { editsKey, jobKeys } from "../../domain/object-keys.js";
import { readEdits, readMachineTranscript } from "../../domain/stored-transcript.js";
import { newEdits, withEdits, type TranscriptEdit, type WantedEdit } from "../../domain/transcript-edits.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { findJob, requireTranscript } from "../requested-job.js";

/** As often as that someone else is quicker only where programs edit by the dozen. */
const MAX_ATTEMPTS = 20;

type Stores = Pick<ApiContext, "objects" | "jobs">;

/**
 * Adds edits to a job's transcript, all of them or none, and gives back the transcript as it then is. Two callers at once
 * lose nothing: each writes a record of its own with what it has read and what it adds, and the job's item takes the record
 * only where the one that was read still holds; who comes second reads again. Throws `edit_conflict`,
 * `transcript_unavailable` and `job_not_found`.
 */
export async function editTranscript(
  stores: Stores,
  found: Job,
  wanted: readonly WantedEdit[],
  by: string,
): Promise<ReadableTranscript> {
  let job = found;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    requireTranscript(job);
    const machine = await machineTranscript(stores, job);
    const { editsId, edits } = await readEdits(stores, job);
    const added = newEdits(machine, edits, wanted, { at: new Date().toISOString(), by });
    const all = [...edits, ...added];
    if (added.length === 0 || (await replaced(stores, job, editsId, all))) return withEdits(machine, all);
    job = await findJob(stores, job.tenantId, job.jobId);
  }
  throw new DiaristError("edit_conflict", "Others edit this transcript all the time. Try again later.");
}

/** Of a job that has one. */
export async function machineTranscript({ objects }: Stores, job: Job): Promise<ReadableTranscript> {
  const transcript = await readMachineTranscript({ objects }, job);
  if (transcript === undefined)
    throw new DiaristError("internal_error", "The transcript of this job is gone from the store.");
  return transcript;
}

async function replaced(
  { objects, jobs }: Stores,
  { tenantId, jobId }: Job,
  from: string | undefined,
  edits: readonly TranscriptEdit[],
): Promise<boolean> {
  const keys = jobKeys(tenantId, jobId);
  const to = randomUUID();
  await objects.put(editsKey(keys, to), JSON.stringify({ edits }), { contentType: "application/json" });
  try {
    const done = await jobs.replaceEdits(tenantId, jobId, { from, to });
    const spare = done ? from : to;
    // One that stays behind is in nobody's way, and goes with the job.
    if (spare !== undefined) await objects.delete(editsKey(keys, spare)).catch(() => undefined);
    return done;
  } catch (error) {
    // Erased meanwhile. After any other failure the record may hold all the same.
    if (error instanceof DiaristError && error.code === "job_not_found")
      await objects.delete(editsKey(keys, to));
    throw error;
  }
}
