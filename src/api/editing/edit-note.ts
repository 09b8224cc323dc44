import { DiaristError } from "../../domain/errors.js";
import type { Job } from "../../domain/job.js";
import { editedNote, saysTheSame, type WantedNote } from "../../domain/note-edit.js";
import { summaryOf } from "../../domain/note-summary.js";
import { noteSchema, type Note } from "../../domain/note.js";
import { jobKeys } from "../../domain/object-keys.js";
import { readTranscript } from "../../domain/stored-transcript.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";
import { noNote } from "../results/no-note.js";
import { keepVersion, WRITER } from "./note-versions.js";

type Stores = Pick<ApiContext, "objects" | "jobs">;

/**
 * Puts a note that someone has edited in the place of the present one, and gives it back; what says the same as that changes
 * nothing. Throws `invalid_request`, `note_not_ready`, `note_unavailable` and `job_not_found`.
 */
export async function editNote(stores: Stores, job: Job, wanted: WantedNote, by: string): Promise<Note> {
  const { tenantId, jobId } = job;
  const keys = jobKeys(tenantId, jobId);
  const present = await readJson(stores, keys.note, noteSchema);
  const transcript = await readTranscript(stores, job);
  if (present === undefined || transcript === undefined) throw noNote(job);
  const at = new Date().toISOString();
  const note = editedNote(wanted, present, transcript, at);
  if (saysTheSame(note, present)) return present;
  if (present.editedAt === undefined) {
    const written = await stores.objects.head(keys.note);
    const writtenAt = written?.lastModified.toISOString() ?? job.updatedAt;
    await keepVersion(stores, job, { at: writtenAt, by: WRITER, note: present });
  }
  await keepVersion(stores, job, { at, by, note });
  await stores.objects.put(keys.note, JSON.stringify(note), { contentType: "application/json" });
  try {
    await stores.jobs.update(tenantId, jobId, { noteSummary: summaryOf(note) });
  } catch (error) {
    // Erased meanwhile: nothing of it may be left.
    if (error instanceof DiaristError && error.code === "job_not_found")
      await stores.objects.deletePrefix(keys.prefix);
    throw error;
  }
  return note;
}
