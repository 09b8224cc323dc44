import type { Response } from "express";
import { setTimeout as sleep } from "node:timers/promises";
import type { TranscriptionEvent } from "../../contracts/http/openai.js";
import type { Job } from "../../domain/job.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { openAiFailureOf } from "./failures.js";
import { HeardParts } from "./heard-parts.js";
import { usageOf } from "./render.js";
import { SettledText } from "./settled-text.js";

/** Text comes a chunk at a time, each minutes of the recording. */
const LOOK_MS = 1_000;
/** Below the half minute after which the least patient proxies take a connection for dead. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Streams a transcription as OpenAI does: the text as it is settled, then all of it. A failure becomes an event, because
 * the answer has begun.
 */
export async function streamTranscription(
  context: ApiContext,
  response: Response,
  { job, transcript, gone }: { job: Job; transcript: Promise<ReadableTranscript>; gone: AbortSignal },
): Promise<void> {
  response.status(200).set({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(": keep-alive\n\n"), KEEP_ALIVE_MS);
  const send = (event: TranscriptionEvent): void => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const tell = (deltas: readonly string[]): void => {
    for (const delta of deltas) send({ type: "transcript.text.delta", delta });
  };
  try {
    const text = new SettledText();
    for await (const pieces of partsUntil(transcript, new HeardParts(context, job), gone))
      tell(text.hear(pieces));
    const whole = await transcript;
    tell(text.finish(whole));
    send({ type: "transcript.text.done", text: whole.text, usage: usageOf(whole) });
  } catch (error) {
    if (gone.aborted) return;
    const { body } = openAiFailureOf(error);
    context.logger.warn(
      { jobId: job.jobId, code: body.error.code, err: error },
      "a streamed transcription failed",
    );
    response.write(`event: error\ndata: ${JSON.stringify(body)}\n\n`);
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
}

/** Looks for more parts until the transcript is there, has failed, or nobody listens. */
async function* partsUntil(
  transcript: Promise<ReadableTranscript>,
  parts: HeardParts,
  gone: AbortSignal,
): AsyncGenerator<Awaited<ReturnType<HeardParts["more"]>>> {
  const settled = new AbortController();
  const settle = (): void => settled.abort();
  const done = transcript.then(settle, settle);
  const stop = AbortSignal.any([settled.signal, gone]);
  const look = (): Promise<boolean> => sleep(LOOK_MS, true, { signal: stop }).catch(() => false);
  // What cannot be read now comes with the next look, or with the transcript.
  while (await look()) yield await parts.more().catch(() => []);
  if (!gone.aborted) await done;
}
