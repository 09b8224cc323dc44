import type { Request, Response } from "express";
import { z } from "zod";
import {
  transcriptionEventSchema,
  transcriptionSchema,
  verboseTranscriptionSchema,
} from "../../contracts/http/openai.js";
import { DiaristError, isErrorCode } from "../../domain/errors.js";
import { hasTranscript, type Job } from "../../domain/job.js";
import { readTranscript } from "../../domain/stored-transcript.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { rawOperation } from "../operation.js";
import { tenantOf } from "../tenant.js";
import { sendPieces } from "../results/send-pieces.js";
import { UPLOAD_PROBLEMS } from "../upload/receive-recording.js";
import { finalFailure, openAiFailures } from "./failures.js";
import { OpenAiError } from "./openai-error.js";
import { transcriptionFormSchema } from "./options.js";
import { waitPatiently } from "./patience.js";
import { render } from "./render.js";
import { requestJob } from "./request-job.js";
import { streamTranscription } from "./stream.js";
import { TranscriptWatch } from "./transcript-watch.js";

const DESCRIPTION = `OpenAI's call, without its limit of 25 MB. The recording becomes a job like any other, and the answer waits
for its transcript, for hours if need be. A client that leaves does not end the job: with the same \`Idempotency-Key\`, or by
its own repetition of the request, it finds the same job again. Each answer names it in \`Diarist-Job-Id\`, by which \`/v1/jobs\`
knows it too.

Options that OpenAI has and this server has not are refused by name. Set your client's timeout to what your recordings take.`;

const jobHeader = { "Diarist-Job-Id": { description: "The job that made the transcript." } };

export const createTranscription = rawOperation({
  id: "createTranscription",
  method: "post",
  path: "/v1/audio/transcriptions",
  tag: "OpenAI's API",
  summary: "Transcribe a recording and wait for it",
  description: DESCRIPTION,
  scope: "jobs:write",
  createsJob: true,
  idempotent: true,
  form: transcriptionFormSchema,
  answers: {
    200: {
      description: "The transcript in the format that was asked for.",
      headers: jobHeader,
      content: {
        "application/json": { schema: z.union([transcriptionSchema, verboseTranscriptionSchema]) },
        "text/plain": { schema: z.string() },
        "text/event-stream": { schema: transcriptionEventSchema },
      },
    },
  },
  problems: [
    ...UPLOAD_PROBLEMS,
    "audio_unreadable",
    "audio_empty",
    "audio_too_long",
    "speech_unavailable",
    "speech_rejected",
    "transcript_unavailable",
    "job_not_found",
  ],
  failures: openAiFailures,
  handle: (context) => {
    const watch = new TranscriptWatch(context);
    return async (request, response) => {
      refuseQuery(request);
      const gone = signalOfLeaving(response);
      const tenantId = tenantOf(request);
      const { made, answer } = await requestJob({ context, request, response, tenantId }, gone);
      response.set("diarist-job-id", made.jobId);
      const endPatience = waitPatiently(request, response);
      try {
        const transcript = transcriptOf(context, watch, made, gone);
        if (answer.stream) {
          await streamTranscription(context, response, { job: made, transcript, gone });
          return;
        }
        const { type, body } = render(await transcript, answer);
        response.status(200).type(type);
        sendPieces(request, response, body);
      } catch (error) {
        // To a client that has left there is nothing to say; its job goes on.
        if (gone.aborted) return;
        throw error;
      } finally {
        endPatience();
      }
    };
  },
});

/** OpenAI's options are fields of the form; one that came elsewhere would be left aside. */
function refuseQuery({ query }: Request): void {
  const [name] = Object.keys(query);
  if (name !== undefined)
    throw new OpenAiError(
      400,
      "unknown_parameter",
      name,
      `Unknown parameter: '${name}'. Send it in the form.`,
    );
}

/** Aborted when the connection closes, which after the answer is of no consequence. */
function signalOfLeaving(response: Response): AbortSignal {
  const leaving = new AbortController();
  response.once("close", () => leaving.abort(new Error("The client has left")));
  return leaving.signal;
}

async function transcriptOf(
  context: ApiContext,
  watch: TranscriptWatch,
  made: Job,
  gone: AbortSignal,
): Promise<ReadableTranscript> {
  const job = hasTranscript(made.state) ? made : await watch.until(made, gone);
  if (!hasTranscript(job.state)) throw failureOf(job);
  const transcript = await readTranscript(context, job);
  // A job that is cancelled while its note is written loses its transcript.
  if (transcript === undefined) throw failureOf({ ...job, state: "cancelled" });
  return transcript;
}

/** Final, whatever it is: the job was tried for days. */
function failureOf({ state, failure }: Job): OpenAiError {
  if (failure !== undefined && isErrorCode(failure.code))
    return finalFailure(new DiaristError(failure.code, failure.message));
  const message = `The job has ended (${state}) without a transcript.`;
  return finalFailure(new DiaristError("transcript_unavailable", message));
}
