import { hasTranscript, type Job } from "../../domain/job.js";
import { summaryOf } from "../../domain/note-summary.js";
import { DIARY_TEMPLATE } from "../../domain/note-template.js";
import type { Note } from "../../domain/note.js";
import {
  notePassages,
  titlePassages,
  transcriptPassages,
  type Passage,
} from "../../domain/search/passages.js";
import type { IndexedJob, IndexedNote } from "../../search/port.js";
import { fromStoredTranscript, storedNote, type ResultStores } from "./stored-results.js";

/** What of a job is to be searched, as far as there is anything yet. */
export async function readForSearch(
  context: ResultStores,
  job: Job,
): Promise<{ job: IndexedJob; passages: Passage[] }> {
  const { jobId, updatedAt, createdAt, durationSeconds, language } = job;
  const hasResults = hasTranscript(job.state);
  const note = hasResults ? await storedNote(context, job) : undefined;
  const spoken = hasResults ? await fromStoredTranscript(context, job, transcriptPassages) : undefined;
  const title = job.title ?? note?.title ?? job.fileName;
  const titles = note === undefined || note.title === title ? [title] : [title, note.title];
  const tags = [...new Set([...(job.tags ?? []), ...(note?.tags ?? [])])];
  return {
    job: {
      ...{ jobId, updatedAt, createdAt, title },
      day: note?.date ?? createdAt.slice(0, 10),
      ...(durationSeconds !== undefined && { durationSeconds }),
      ...(language !== undefined && { language }),
      ...(note !== undefined && { note: indexedNote(note, tags) }),
    },
    passages: [
      ...titlePassages(titles, tags),
      ...(note === undefined ? [] : notePassages(note)),
      ...(spoken ?? []),
    ],
  };
}

function indexedNote(note: Note, tags: string[]): IndexedNote {
  const { mood } = summaryOf(note);
  const template = "template" in note ? note.template.id : DIARY_TEMPLATE.id;
  return { template, ...(mood !== undefined && { mood }), tags };
}
