import type { Request, Response } from "express";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { DiaristError } from "../../domain/errors.js";
import { hasTranscript, type Job, type JobOptions } from "../../domain/job.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { once, reused, type Attempt } from "../idempotency.js";
import type { Answer } from "../operation.js";
import { isRepetition } from "../repetition.js";
import { findJob } from "../requested-job.js";
import { newJob, submitJob } from "../submit-job.js";
import { discarding } from "../upload/discarding.js";
import { discardRecording, receiveRecording } from "../upload/receive-recording.js";
import { readOptions, type TranscriptionRequest } from "./options.js";

const IN_FLIGHT_POLL_MS = 200;
/** For how long a client's own repetition finds what its first attempt made; as long as an idempotency key is kept. */
const RETRY_WINDOW_MS = 24 * 3600 * 1000;

const madeSchema = z.object({ jobId: z.string() });

export interface RequestedTranscription extends TranscriptionRequest {
  made: Job;
}

interface Asking {
  context: ApiContext;
  request: Request;
  response: Response;
  tenantId: string;
}

/**
 * The job that a request asks for: a new one, or the one that the same request made before. What is kept under an
 * idempotency key is the job's id, as soon as there is a job: a client that comes back finds the job in whatever state it is.
 */
export async function requestJob(asking: Asking, gone: AbortSignal): Promise<RequestedTranscription> {
  const { context, request, tenantId } = asking;
  let asked: TranscriptionRequest | undefined;
  const work = async (attempt: Attempt): Promise<Answer> => {
    const received = await receive(asking, attempt);
    asked = received.asked;
    return received.answer;
  };
  const answer = await waitingForFirst(request, gone, () => once(context, asking, work));
  if (asked === undefined) throw new Error("A request was answered that had not been read");
  const { jobId } = madeSchema.parse(answer?.body);
  return { ...asked, made: await findJob(context, tenantId, jobId) };
}

/** While the first request with the key is still being received, this one waits instead of being refused. */
async function waitingForFirst<T>(
  request: Request,
  gone: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  const idleMs = request.socket.timeout ?? 0;
  try {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof DiaristError && error.code === "idempotency_in_flight")) throw error;
      }
      // Its body is not read meanwhile, which is not the client's fault.
      request.socket.setTimeout(0);
      await sleep(IN_FLIGHT_POLL_MS, undefined, { signal: gone });
      request.socket.setTimeout(idleMs);
    }
  } finally {
    request.socket.setTimeout(idleMs);
  }
}

async function receive(
  { context, request, response, tenantId }: Asking,
  attempt: Attempt,
): Promise<{ asked: TranscriptionRequest; answer: Answer }> {
  const { speechModel, jobs } = context;
  const jobId = attempt.resourceId;
  const made = attempt.resumed ? await jobs.get(tenantId, jobId) : undefined;
  // What is only compared with what was sent before is not stored.
  const objects = attempt.answered || made !== undefined ? discarding : context.objects;
  const receiving = { ...context, objects };
  const key = jobKeys(tenantId, jobId).audio;
  const recording = await receiveRecording(receiving, request, response, key, (fields) => {
    readOptions(speechModel, fields, { partly: true });
  });
  try {
    const asked = readOptions(speechModel, request.body);
    const recalled = attempt.recall(recording.sha256, asked);
    if (recalled !== undefined) return { asked, answer: recalled };
    if (
      made !== undefined &&
      (made.sha256 !== recording.sha256 || !isDeepStrictEqual(made.options, asked.job))
    )
      throw reused();
    const earlier =
      made ?? (await findEarlier(context, tenantId, recording.sha256, asked.job, isRepetition(request)));
    if (earlier === undefined) {
      await submitJob(context, newJob({ tenantId, jobId, recording, fields: asked.job }), request);
      return { asked, answer: answerWith(jobId) };
    }
    await discardRecording(receiving, key);
    return { asked, answer: answerWith(earlier.jobId) };
  } catch (error) {
    await discardRecording(receiving, key);
    throw error;
  }
}

/**
 * The job of the same recording and the same options that is still being transcribed, or, for a client that says that it
 * repeats itself, that it may have asked for a moment ago. Without this a client that gave up waiting for a long recording
 * would pay for it once more with each of its attempts.
 */
async function findEarlier(
  { jobs }: ApiContext,
  tenantId: string,
  sha256: string,
  options: JobOptions,
  repeated: boolean,
): Promise<Job | undefined> {
  const job = await jobs.findByContent(tenantId, sha256);
  if (job === undefined || !isDeepStrictEqual(job.options, options)) return undefined;
  if (job.state === "failed" || job.state === "cancelled") return undefined;
  const isRecent = Date.now() - Date.parse(job.createdAt) < RETRY_WINDOW_MS;
  return !hasTranscript(job.state) || (repeated && isRecent) ? job : undefined;
}

function answerWith(jobId: string): Answer {
  return { status: 200, body: { jobId } };
}
