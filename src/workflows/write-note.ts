import { allHandlersFinished, condition } from "@temporalio/workflow";
import type { JobRef } from "../contracts/activity-io.js";
import type { WriteNoteInput } from "../contracts/workflow-io.js";
import type { NoteState } from "../domain/job.js";
import { orchestration } from "./activities.js";
import { NoteKeeper } from "./note-keeper.js";

/**
 * Writes the note of a job that has ended again, say after the language service failed or by another template; and once
 * more where that is asked for meanwhile, since what is wanted may have changed after it was read.
 */
export async function WriteNote({ jobId, tenantId, createdAt }: WriteNoteInput): Promise<NoteState> {
  const job: JobRef = { jobId, tenantId };
  const noteKeeper = new NoteKeeper({ ...job, recordedAt: createdAt });
  await orchestration.recordProgress({ ...job, note: { status: "pending" } });
  const note = await noteKeeper.write();
  await orchestration.recordProgress({ ...job, note });
  await condition(allHandlersFinished);
  return note;
}
