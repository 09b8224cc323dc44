import type {
  AssembledTranscript,
  AssembleInput,
  FinishJobInput,
  RecordProgressInput,
} from "../contracts/activity-io.js";
import { assemble } from "../domain/assembly.js";
import { jobKeys } from "../domain/object-keys.js";
import { totalSeconds } from "../domain/spans.js";
import type { Piece } from "../domain/stitching.js";
import { recognitionSchema } from "../domain/transcript.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import { putJson, readJson } from "./objects.js";

export interface OrchestrationDependencies {
  objects: ObjectStore;
  jobs: JobStore;
}

export type OrchestrationActivities = ReturnType<typeof createOrchestrationActivities>;

/** Activities of the orchestrator fleet: short, and nothing but the stores. */
export function createOrchestrationActivities({ objects, jobs }: OrchestrationDependencies) {
  return {
    async recordProgress({ jobId, tenantId, ...change }: RecordProgressInput): Promise<void> {
      await jobs.update(tenantId, jobId, change);
    },

    /** Joins what was heard in the chunks into the transcript and stores it. */
    async assembleTranscript(input: AssembleInput): Promise<AssembledTranscript> {
      const pieces: Piece[] = [];
      for (const { chunk, partKey } of input.parts)
        pieces.push({ ...chunk, recognition: await readJson(objects, partKey, recognitionSchema) });
      const transcript = assemble(input.durationSeconds, pieces, input.missing);
      await putJson(objects, jobKeys(input.tenantId, input.jobId).transcript, transcript);
      return {
        language: transcript.language,
        durationSeconds: transcript.durationSeconds,
        transcribedSeconds: transcript.coverage.transcribedSeconds,
        missingSeconds: totalSeconds(transcript.coverage.missing),
      };
    },

    /**
     * Ends the job, then removes what the state that now stands has no use for: the prepared audio, and all that was made
     * of a cancelled job but its recording. A job that had ended before, say one that was reset, keeps its state and so
     * its results. Another attempt finds the state written and goes on removing.
     */
    async finishJob({ jobId, tenantId, ...outcome }: FinishJobInput): Promise<void> {
      const { state } = await jobs.update(tenantId, jobId, outcome);
      const keys = jobKeys(tenantId, jobId);
      await objects.deletePrefix(keys.chunksPrefix);
      if (state !== "cancelled") return;
      await objects.deletePrefix(keys.partsPrefix);
      for (const key of [keys.plan, keys.transcript, keys.note]) await objects.delete(key);
    },
  };
}
