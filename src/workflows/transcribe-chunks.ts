import { ActivityFailure, CancellationScope, condition, isCancellation } from "@temporalio/workflow";
import type { ChunkResult, JobRef } from "../contracts/activity-io.js";
import type { HeardChunk } from "../domain/assembly-record.js";
import type { ChannelMissing } from "../domain/assembly.js";
import type { ChunkRef } from "../domain/audio.js";
import { chunkPriority } from "../domain/chunk-priority.js";
import { formatClock } from "../domain/clock.js";
import type { Failure, JobOptions } from "../domain/job.js";
import { endsTheJob } from "../domain/job-state.js";
import { transcription } from "./activities.js";
import type { ChunkSupply } from "./chunk-supply.js";
import { failureOf } from "./failures.js";

/**
 * How many chunks of one job are handed to the transcription queue at a time. More than any one fleet of engines works on
 * at once, and far below the 2,000 pending activities that Temporal allows a workflow.
 */
const WINDOW = 64;

/** A chunk that was heard, and how. */
export type TranscribedChunk = HeardChunk & { result: ChunkResult };

export interface TranscribedChunks {
  parts: TranscribedChunk[];
  missing: ChannelMissing[];
  /** Of the first chunk that could not be transcribed. */
  failure?: Failure;
}

/** What the job says about when, and wants to hear about it. */
export interface Pace {
  mayStart: () => boolean;
  done?: (chunk: ChunkRef) => void;
}

export interface TranscriptionSettings extends JobRef {
  options: JobOptions;
  /** See `TranscribeChunkInput`. */
  secondTry?: boolean;
}

/**
 * Fans the chunks out as they come to exist. A chunk that can never be transcribed is declared missing, and the others go
 * on; a failure that would meet every chunk alike (see `endsTheJob`) is thrown.
 */
export async function transcribeChunks(
  settings: TranscriptionSettings,
  supply: ChunkSupply,
  pace: Pace,
): Promise<TranscribedChunks> {
  const results = new Map<ChunkRef, ChunkResult | Failure>();
  const scope = new CancellationScope();
  let running = 0;
  let failure: { error: unknown } | undefined;

  async function work(chunk: ChunkRef): Promise<void> {
    running += 1;
    try {
      results.set(chunk, await transcribe(chunk));
      pace.done?.(chunk);
    } catch (error) {
      failure ??= { error };
      scope.cancel();
    } finally {
      running -= 1;
    }
  }

  async function transcribe(chunk: ChunkRef): Promise<ChunkResult | Failure> {
    const options = {
      summary: summaryOf(chunk, supply.total, settings),
      priority: {
        priorityKey: chunkPriority(chunk.index, settings.options.priority),
        fairnessKey: settings.tenantId,
      },
    };
    try {
      return await transcription.transcribeChunk.executeWithOptions(options, [{ ...settings, chunk }]);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      const failure = failureOf(error, "speech_unavailable");
      if (endsTheJob(failure)) throw error;
      return failure;
    }
  }

  const hasRoom = (): boolean => running < WINDOW && pace.mayStart();
  try {
    await scope.run(async () => {
      for (let chunk = await supply.take(hasRoom); chunk !== undefined; chunk = await supply.take(hasRoom))
        void work(chunk);
      await condition(() => running === 0);
    });
  } catch (error) {
    // Whoever cleans up does so when all have let go.
    await CancellationScope.nonCancellable(() => condition(() => running === 0));
    throw failure?.error ?? error;
  }
  return collect(supply.all, results);
}

function summaryOf(
  chunk: ChunkRef,
  total: number | undefined,
  { secondTry = false }: TranscriptionSettings,
): string {
  const span = `${formatClock(chunk.startSeconds)} to ${formatClock(chunk.endSeconds)}`;
  if (secondTry) return `once more, ${span}`;
  return `chunk ${String(chunk.index + 1)}${total === undefined ? "" : ` of ${String(total)}`}, ${span}`;
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
      collected.parts.push({ chunk, partKey: result.partKey, result });
    } else {
      collected.failure ??= result;
      collected.missing.push({
        start: chunk.startSeconds,
        end: chunk.endSeconds,
        reason: result.code,
        ...(chunk.channel === undefined ? {} : { channel: chunk.channel }),
      });
    }
  }
  return collected;
}
