import type { Operation } from "../../operation.js";
import { editNote } from "./edit-note.js";
import { editTranscript } from "./edit-transcript.js";
import { listNoteVersions } from "./list-note-versions.js";
import { listTranscriptEdits } from "./list-transcript-edits.js";

/** What people make of a job's results. */
export const EDITING_OPERATIONS: readonly Operation[] = [
  editTranscript,
  listTranscriptEdits,
  editNote,
  listNoteVersions,
];
