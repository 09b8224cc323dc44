import { DiaristError } from "../../domain/errors.js";
import { isFinalState, type Job } from "../../domain/job.js";

/** Why there is no note, or not yet. */
export function noNote({ state, note }: Job): DiaristError {
  if (note.status === "failed")
    return new DiaristError(
      "note_unavailable",
      `The note could not be written: ${note.failure?.message ?? "the reason is not known"}`,
    );
  if (isFinalState(state) && state !== "completed")
    return new DiaristError("note_unavailable", `The job has ended (${state}) without a note.`);
  return new DiaristError("note_not_ready", `The job is ${state}. Ask again when its note is completed.`);
}
