import type { RequestHandler } from "express";
import { type z } from "zod";
import { assertNever, DiaristError } from "../../domain/errors.js";
import { legacyStatus, type Job } from "../../domain/job.js";
import { noteSchema } from "../../domain/note.js";
import { noteToText } from "../../domain/note-text.js";
import { jobKeys } from "../../domain/object-keys.js";
import { transcriptSchema } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { requestedJob } from "../requested-job.js";

/** `GET /result/{job_id}` in the shapes that clients of the replaced system know. */
export function getResult(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const job = await requestedJob(context, request);
    const answer = { job_id: job.jobId, status: legacyStatus(job.state) };
    if (job.state !== "completed") {
      response.json({ ...answer, message: unfinishedMessage(job) });
      return;
    }
    const keys = jobKeys(job.tenantId, job.jobId);
    const transcript = await readJson(context, keys.transcript, transcriptSchema);
    if (transcript === undefined)
      throw new DiaristError("internal_error", "The transcript of this job is gone from the store.");
    const note = job.note.status === "completed" ? await readJson(context, keys.note, noteSchema) : undefined;
    response.json({
      ...answer,
      transcription: transcript.text,
      ...(note === undefined ? { message: noteMessage(job) } : { diary_note: noteToText(note) }),
    });
  };
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

async function readJson<T>(
  { objects }: ApiContext,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const bytes = await objects.get(key);
  return bytes === undefined ? undefined : schema.parse(JSON.parse(bytes.toString("utf8")));
}
