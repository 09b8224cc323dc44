import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { Context } from "@temporalio/activity";
import type { JobRef, PlanChunksInput, PlanResult, ReadyChunks } from "../contracts/activity-io.js";
import { HANDLERS } from "../contracts/handlers.js";
import type { AudioInfo, ChunkRef, Plan } from "../domain/audio.js";
import { DiaristError } from "../domain/errors.js";
import { chunkKey, jobKeys } from "../domain/object-keys.js";
import type { CutSettings, MediaTools, PreparedChunk } from "../media/port.js";
import type { ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";
import { putJson } from "./objects.js";
import type { Scratch } from "./scratch.js";

export interface MediaDependencies {
  objects: ObjectStore;
  media: MediaTools;
  scratch: Scratch;
  cut: CutSettings;
  maxAudioSeconds: number;
}

export type MediaActivities = ReturnType<typeof createMediaActivities>;

/** Activities of the media fleet: what the recording is, and where to cut it. */
export function createMediaActivities({ objects, media, scratch, cut, maxAudioSeconds }: MediaDependencies) {
  async function storeChunk(job: JobRef, piece: PreparedChunk): Promise<Plan["chunks"][number]> {
    const { path, extension, ...span } = piece;
    // A chunk is minutes long: small enough to be held whole.
    const audio = await readFile(path);
    await rm(path);
    const sha256 = createHash("sha256").update(audio).digest("hex");
    const audioKey = chunkKey(jobKeys(job.tenantId, job.jobId), piece.index, sha256, extension);
    await objects.put(audioKey, audio);
    return { ...span, audioKey, sha256 };
  }

  return {
    /** Throws `not_audio`, `audio_unreadable`, `audio_empty`, `audio_too_long`, `audio_lost`. */
    async probeAudio(job: JobRef): Promise<AudioInfo> {
      return withHeartbeat("probing", async (signal) => {
        const path = await scratch.fetch(job.jobId, jobKeys(job.tenantId, job.jobId).audio, signal);
        try {
          const audio = await media.probe(path, signal);
          if (audio.durationSeconds > maxAudioSeconds)
            throw new DiaristError(
              "audio_too_long",
              `The recording is ${Math.round(audio.durationSeconds)} seconds long; at most ${String(maxAudioSeconds)} are taken`,
            );
          return audio;
        } catch (error) {
          await scratch.release(job.jobId);
          throw error;
        }
      });
    },

    /**
     * Cuts the recording, stores each piece and the plan, and gives back where the pieces are. What is ready is told to
     * the workflow while the rest is still being cut; an attempt after the first tells the same again.
     */
    async planChunks({ audio, ...job }: PlanChunksInput): Promise<PlanResult> {
      const keys = jobKeys(job.tenantId, job.jobId);
      return withHeartbeat("cutting", async (signal, beat) => {
        try {
          const path = await scratch.fetch(job.jobId, keys.audio, signal);
          const chunks: Plan["chunks"] = [];
          let told = 0;
          for await (const piece of media.cut(path, audio, await scratch.folder(job.jobId), cut, signal)) {
            // The last ones are the activity's result, which the workflow gets anyway.
            if (chunks.length - told >= batchSize(told)) {
              await tell({ chunks: chunks.slice(told).map(toRef) });
              told = chunks.length;
            }
            chunks.push(await storeChunk(job, piece));
            beat(piece.endSeconds);
          }
          await putJson(objects, keys.plan, { audio, chunks } satisfies Plan);
          return { chunks: chunks.map(toRef) };
        } finally {
          await scratch.release(job.jobId);
        }
      });
    },
  };
}

/** The first chunk is told at once, so that transcription starts; then about an hour of audio in a signal. */
function batchSize(told: number): number {
  return told === 0 ? 1 : 12;
}

async function tell(ready: ReadyChunks): Promise<void> {
  const { client, info } = Context.current();
  const execution = info.workflowExecution;
  if (execution === undefined) throw new Error("Chunks are planned for a workflow");
  await client.workflow
    .getHandle(execution.workflowId, execution.runId)
    .signal<[ReadyChunks]>(HANDLERS.chunksReadySignal, ready);
}

function toRef({ index, startSeconds, endSeconds, audioStartSeconds, audioKey }: ChunkRef): ChunkRef {
  return { index, startSeconds, endSeconds, audioStartSeconds, audioKey };
}
