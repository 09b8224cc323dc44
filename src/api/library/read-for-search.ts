import { DiaristError } from "../../domain/errors.js";
import type { Job } from "../../domain/job.js";
import { summaryOf } from "../../domain/note-summary.js";
import { DIARY_TEMPLATE } from "../../domain/note-template.js";
import { noteSchema, type Note } from "../../domain/note.js";
import { jobKeys } from "../../domain/object-keys.js";
import {
  notePassages,
  titlePassages,
  transcriptPassages,
  type Passage,
} from "../../domain/search/passages.js";
import { transcriptSchema } from "../../domain/transcript.js";
import type { IndexedJob, IndexedNote } from "../../search/port.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

type Stores = Pick<ApiContext, "objects" | "logger">;

/** What of a job is to be searched, as far as there is anything yet. */
export async function readForSearch(
  context: Stores,
  job: Job,
): Promise<{ job: IndexedJob; passages: Passage[] }> {
  const { tenantId, jobId, updatedAt, createdAt, durationSeconds } = job;
  const keys = jobKeys(tenantId, jobId);
  const hasResults = job.state === "completed" || job.state === "writing_note";
  const note = hasResults ? await readable(context, keys.note, noteSchema, jobId) : undefined;
  const transcript = hasResults
    ? await readable(context, keys.transcript, transcriptSchema, jobId)
    : undefined;
  const title = job.title ?? note?.title ?? job.fileName;
  const tags = [...new Set([...(job.tags ?? []), ...(note?.tags ?? [])])];
  const titles = note === undefined || note.title === title ? [title] : [title, note.title];
  return {
    job: {
      ...{ jobId, updatedAt, createdAt, title },
      day: note?.date ?? createdAt.slice(0, 10),
      ...(durationSeconds !== undefined && { durationSeconds }),
      ...(note !== undefined && { note: indexedNote(note, tags) }),
    },
    passages: [
      ...titlePassages(titles, tags),
      ...(note === undefined ? [] : notePassages(note)),
      ...(transcript === undefined ? [] : transcriptPassages(transcript)),
    ],
  };
}

function indexedNote(note: Note, tags: string[]): IndexedNote {
  const { mood } = summaryOf(note);
  const template = "template" in note ? note.template.id : DIARY_TEMPLATE.id;
  return { template, ...(mood !== undefined && { mood }), tags };
}

/** One result that cannot be read costs its own hits, and nobody else's. */
async function readable<T>(
  context: Stores,
  key: string,
  schema: Parameters<typeof readJson<T>>[2],
  jobId: string,
): Promise<T | undefined> {
  try {
    return await readJson(context, key, schema);
  } catch (error) {
    if (error instanceof DiaristError) throw error;
    context.logger.warn({ jobId, key }, "a result cannot be read, and so not be searched");
    return undefined;
  }
}
