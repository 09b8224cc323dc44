import type { GenerateNoteInput, JobRef } from "../contracts/activity-io.js";
import { DiaristError } from "../domain/errors.js";
import type { Job } from "../domain/job.js";
import { summaryOf } from "../domain/note-summary.js";
import { templateOf } from "../domain/note-template.js";
import { jobKeys } from "../domain/object-keys.js";
import { readTranscript } from "../domain/stored-transcript.js";
import type { ReadableTranscript } from "../domain/transcript.js";
import type { NoteWriter } from "../providers/language/port.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";
import { putJson, storePaid } from "./objects.js";

export interface NotesDependencies {
  objects: ObjectStore;
  /** Which note is wanted stands in the job's item, where a request for another one puts it. */
  jobs: JobStore;
  writer: NoteWriter;
}

export type NotesActivities = ReturnType<typeof createNotesActivities>;

/** The activity of the notes fleet. */
export function createNotesActivities({ objects, jobs, writer }: NotesDependencies) {
  async function find({ jobId, tenantId }: JobRef): Promise<Job> {
    const job = await jobs.get(tenantId, jobId);
    if (job === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}.`);
    return job;
  }

  async function transcriptOf(job: Job): Promise<ReadableTranscript> {
    const transcript = await readTranscript({ objects, jobs }, job);
    if (transcript === undefined)
      throw new DiaristError("internal_error", `The transcript of the job ${job.jobId} is gone`);
    return transcript;
  }

  return {
    /**
     * Writes the note that the job's options ask for about its transcript, stores it, and puts what lists show of it into the
     * job's item. Throws `language_*` and
     * `note_without_speech`.
     */
    async generateNote({ jobId, tenantId, recordedAt }: GenerateNoteInput): Promise<void> {
      const keys = jobKeys(tenantId, jobId);
      const job = await find({ jobId, tenantId });
      const { noteTemplate, noteInstructions, noteLanguage } = job.options;
      await withHeartbeat("writing", async (signal) => {
        const note = await writer.write(
          {
            transcript: await transcriptOf(job),
            recordedAt,
            template: templateOf(noteTemplate),
            instructions: noteInstructions,
            language: noteLanguage,
          },
          signal,
        );
        await storePaid(async () => {
          await putJson(objects, keys.note, note);
          // Not by way of the workflow: a history holds no title.
          await jobs.update(tenantId, jobId, { noteSummary: summaryOf(note) });
        }, signal);
      });
    },
  };
}
