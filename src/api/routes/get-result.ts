import { z } from "zod";
import { assertNever, DiaristError } from "../../domain/errors.js";
import { toText } from "../../domain/formats/text.js";
import { LEGACY_STATUSES, legacyStatus, type Job } from "../../domain/job.js";
import { noteSchema } from "../../domain/note.js";
import { noteToText } from "../../domain/note-text.js";
import { jobKeys } from "../../domain/object-keys.js";
import { readTranscript } from "../../domain/stored-transcript.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { rawOperation } from "../operation.js";
import { readJson } from "../read-json.js";
import { requestedJob } from "../requested-job.js";

const resultSchema = z.object({
  job_id: z.string(),
  status: z.enum(LEGACY_STATUSES),
  transcription: z.string().optional().meta({ description: "Of a completed job." }),
  diary_note: z.string().optional().meta({
    description: "The note as plain text with the sections Date, Mood, Key Events and Reflections.",
  }),
  message: z.string().optional().meta({ description: "Why transcription or note are not there." }),
});

export const getResult = rawOperation({
  id: "legacyGetResult",
  method: "get",
  path: "/result/{job_id}",
  tag: "Earlier clients",
  summary: "A job's transcription and note",
  scope: "jobs:read",
  params: z.object({ job_id: z.uuid() }),
  answers: { 200: { description: "What there is of it.", json: resultSchema } },
  problems: ["job_not_found"],
  handle: (context) => async (request, response) => {
    response.json(await resultOf(context, await requestedJob(context, request)));
  },
});

async function resultOf(context: ApiContext, job: Job): Promise<z.infer<typeof resultSchema>> {
  const answer = { job_id: job.jobId, status: legacyStatus(job.state) };
  if (job.state !== "completed") return { ...answer, message: unfinishedMessage(job) };
  const keys = jobKeys(job.tenantId, job.jobId);
  const transcript = await readTranscript(context, job);
  if (transcript === undefined)
    throw new DiaristError("internal_error", "The transcript of this job is gone from the store.");
  const note = job.note.status === "completed" ? await readJson(context, keys.note, noteSchema) : undefined;
  return {
    ...answer,
    transcription: isWhole(transcript) ? transcript.text : toText(transcript),
    ...(note === undefined ? { message: noteMessage(job) } : { diary_note: noteToText(note) }),
  };
}

/** What is missing is said in its place; a whole transcript is given as clients have always had it. */
function isWhole({ coverage, brokenOff }: ReadableTranscript): boolean {
  return coverage.missing.length === 0 && brokenOff === undefined;
}

function unfinishedMessage({ state, failure }: Job): string {
  switch (state) {
    case "queued":
      return "The recording waits for its turn. Ask again later.";
    case "preparing":
      return "The recording is being prepared. Ask again later.";
    case "transcribing":
      return "The recording is being transcribed. Ask again later.";
    case "writing_note":
      return "The transcript is ready and the diary note is being written. Ask again later.";
    case "failed":
      return failure?.message ?? "The recording could not be transcribed.";
    case "cancelled":
      return "The job was cancelled.";
    case "completed":
      return "The job is completed.";
    default:
      return assertNever(state);
  }
}

function noteMessage({ note }: Job): string {
  switch (note.status) {
    case "pending":
      return "The transcript is ready; the diary note is being written.";
    case "failed":
      return `The transcript is ready, but the diary note could not be written: ${note.failure?.message ?? "the reason is not known"}`;
    case "completed":
      return "The transcript is ready, but the diary note is gone from the store.";
    default:
      return assertNever(note.status);
  }
}
