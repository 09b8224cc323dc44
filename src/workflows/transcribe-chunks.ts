import { ActivityFailure, isCancellation } from "@temporalio/workflow";
import type { ChunkResult, JobRef } from "../contracts/activity-io.js";
import type { ChunkRef } from "../domain/audio.js";
import { chunkPriority } from "../domain/chunk-priority.js";
import { formatClock } from "../domain/clock.js";
import { endsTheJob, type Failure, type JobOptions } from "../domain/job.js";
import type { Missing } from "../domain/transcript.js";
import { transcription } from "./activities.js";
import type { ChunkSupply } from "./chunk-supply.js";
import { failureOf } from "./failures.js";
import type { JobProgress } from "./job-progress.js";
import { together } from "./together.js";

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
 * Fans the chunks out as they come to exist. A chunk that can never be transcribed is declared missing, and the others go
 * on; a failure that would meet every chunk alike (see `endsTheJob`) is thrown.
 */
export async function transcribeChunks(
  job: JobRef & { options: JobOptions },
  supply: ChunkSupply,
  progress: JobProgress,
): Promise<TranscribedChunks> {
  const results = new Map<ChunkRef, ChunkResult | Failure>();

  async function lane(): Promise<void> {
    for (;;) {
      const chunk = await supply.take(() => !progress.paused);
      if (chunk === undefined) return;
      results.set(chunk, await transcribe(chunk));
      progress.chunkDone(chunk.endSeconds - chunk.startSeconds);
    }
  }

  async function transcribe(chunk: ChunkRef): Promise<ChunkResult | Failure> {
    const span = `${formatClock(chunk.startSeconds)} to ${formatClock(chunk.endSeconds)}`;
    const total = supply.total === undefined ? "" : ` of ${String(supply.total)}`;
    const options = {
      summary: `chunk ${String(chunk.index + 1)}${total}, ${span}`,
      priority: { priorityKey: chunkPriority(chunk.index), fairnessKey: job.tenantId },
    };
    try {
      return await transcription.transcribeChunk.executeWithOptions(options, [{ ...job, chunk }]);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      const failure = failureOf(error, "speech_unavailable");
      if (endsTheJob(failure)) throw error;
      return failure;
    }
  }

  await together(lane, ...Array.from({ length: WINDOW - 1 }, () => lane));
  return collect(supply.all, results);
}

function collect(
  chunks: readonly ChunkRef[],
  results: ReadonlyMap<ChunkRef, ChunkResult | Failure>,
): TranscribedChunks {
  const collected: TranscribedChunks = { parts: [], missing: [] };
  for (const chunk of chunks) {
    const result = results.get(chunk);
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
