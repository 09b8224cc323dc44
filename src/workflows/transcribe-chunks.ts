import { ActivityFailure, CancellationScope, condition, isCancellation } from "@temporalio/workflow";
import type { ChunkResult, JobRef } from "../contracts/activity-io.js";
import type { ChunkRef } from "../domain/audio.js";
import { formatClock } from "../domain/clock.js";
import { endsTheJob, type Failure, type JobOptions } from "../domain/job.js";
import type { Missing } from "../domain/transcript.js";
import { transcription } from "./activities.js";
import { failureOf } from "./failures.js";
import type { JobProgress } from "./job-progress.js";

/**
 * How many chunks of one job are handed to the transcription queue at a time. More than any one fleet of engines works on
 * at once, and far below the 2,000 pending activities that Temporal allows a workflow.
 */
const WINDOW = 64;

export interface TranscribedChunks {
  parts: { chunk: ChunkRef; partKey: string }[];
  missing: Missing[];
  /** Of the first chunk that could not be transcribed. */
  failure?: Failure;
}

/**
 * Fans the chunks out. A chunk that can never be transcribed is declared missing, and the others go on; a failure that
 * would meet every chunk alike (see `endsTheJob`) is thrown.
 */
export async function transcribeChunks(
  job: JobRef & { options: JobOptions },
  chunks: readonly ChunkRef[],
  progress: JobProgress,
): Promise<TranscribedChunks> {
  const results = new Map<number, ChunkResult | Failure>();
  let next = 0;

  async function lane(): Promise<void> {
    for (;;) {
      await condition(() => !progress.paused);
      const chunk = chunks[next++];
      if (chunk === undefined) return;
      results.set(chunk.index, await transcribe(chunk));
      progress.chunkDone(chunk.endSeconds - chunk.startSeconds);
    }
  }

  async function transcribe(chunk: ChunkRef): Promise<ChunkResult | Failure> {
    const span = `${formatClock(chunk.startSeconds)} to ${formatClock(chunk.endSeconds)}`;
    const summary = `chunk ${String(chunk.index + 1)} of ${String(chunks.length)}, ${span}`;
    try {
      return await transcription.transcribeChunk.executeWithOptions({ summary }, [{ ...job, chunk }]);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      const failure = failureOf(error, "speech_unavailable");
      if (endsTheJob(failure)) throw error;
      return failure;
    }
  }

  const lanes = new CancellationScope();
  try {
    await lanes.run(() => Promise.all(Array.from({ length: Math.min(WINDOW, chunks.length) }, lane)));
  } finally {
    lanes.cancel();
  }
  return collect(chunks, results);
}

function collect(
  chunks: readonly ChunkRef[],
  results: ReadonlyMap<number, ChunkResult | Failure>,
): TranscribedChunks {
  const collected: TranscribedChunks = { parts: [], missing: [] };
  for (const chunk of chunks) {
    const result = results.get(chunk.index);
    if (result === undefined) throw new Error(`Chunk ${String(chunk.index)} has no result`);
    if ("partKey" in result) {
      collected.parts.push({ chunk, partKey: result.partKey });
    } else {
      collected.failure ??= result;
      collected.missing.push({ start: chunk.startSeconds, end: chunk.endSeconds, reason: result.code });
    }
  }
  return collected;
}
