import type { GenerateNoteInput } from "../contracts/activity-io.js";
import { jobKeys } from "../domain/object-keys.js";
import { transcriptSchema } from "../domain/transcript.js";
import type { NoteWriter } from "../providers/language/port.js";
import type { ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";
import { putJson, readJson } from "./objects.js";

export interface NotesDependencies {
  objects: ObjectStore;
  writer: NoteWriter;
}

export type NotesActivities = ReturnType<typeof createNotesActivities>;

/** The activity of the notes fleet. */
export function createNotesActivities({ objects, writer }: NotesDependencies) {
  return {
    /** Writes the note about a job's transcript and stores it. Throws `language_*` and `note_without_speech`. */
    async generateNote({ jobId, tenantId, recordedAt }: GenerateNoteInput): Promise<void> {
      const keys = jobKeys(tenantId, jobId);
      await withHeartbeat("writing", async (signal) => {
        const transcript = await readJson(objects, keys.transcript, transcriptSchema);
        await putJson(objects, keys.note, await writer.write({ transcript, recordedAt }, signal));
      });
    },
  };
}
