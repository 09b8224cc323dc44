import type { JobRef } from "../contracts/activity-io.js";
import type { WriteNoteInput } from "../contracts/workflow-io.js";
import type { NoteState } from "../domain/job.js";
import { orchestration } from "./activities.js";
import { writeNote } from "./note-keeper.js";

/** Writes the note of a job that has ended again, say after the language service failed. */
export async function WriteNote({ jobId, tenantId, createdAt }: WriteNoteInput): Promise<NoteState> {
  const job: JobRef = { jobId, tenantId };
  await orchestration.recordProgress({ ...job, note: { status: "pending" } });
  const note = await writeNote({ ...job, recordedAt: createdAt });
  await orchestration.recordProgress({ ...job, note });
  return note;
}
