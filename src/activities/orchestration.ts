import { Context } from "@temporalio/activity";
import type {
  AssembledTranscript,
  AssembleInput,
  EraseJobInput,
  FillGapsInput,
  FinishJobInput,
  JobRef,
  MissingParts,
  RecordProgressInput,
} from "../contracts/activity-io.js";
import { Assembly } from "../domain/assembly.js";
import { assemblyRecordSchema, type AssemblyRecord, type HeardChunk } from "../domain/assembly-record.js";
import { erasureWorkflowId, TASK_QUEUES, WORKFLOW_TYPES } from "../contracts/names.js";
import { crosstalkSchema } from "../domain/crosstalk.js";
import { DiaristError } from "../domain/errors.js";
import { transcriptionOptionsOf, type Job } from "../domain/job.js";
import { jobKeys } from "../domain/object-keys.js";
import { totalSeconds } from "../domain/spans.js";
import { recognitionSchema } from "../domain/transcript.js";
import { eventsOf } from "../domain/webhook.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import type { WebhookStore } from "../storage/webhook-port.js";
import { announce } from "./announce.js";
import { startOnce } from "./start-once.js";
import { putJson, putJsonStream, readJson } from "./objects.js";

export interface OrchestrationDependencies {
  objects: ObjectStore;
  jobs: JobStore;
  webhooks: WebhookStore;
}

export type OrchestrationActivities = ReturnType<typeof createOrchestrationActivities>;

/** Activities of the orchestrator fleet: short, and nothing but the stores. */
export function createOrchestrationActivities({ objects, jobs, webhooks }: OrchestrationDependencies) {
  async function hear({ audio, parts, again, missing, crosstalkKey }: AssemblyRecord) {
    const { durationSeconds, claimedSeconds } = audio;
    const toPiece = ({ chunk, partKey }: HeardChunk) => ({ ...chunk, partKey });
    const assembly = new Assembly({
      durationSeconds,
      pieces: parts.map(toPiece),
      again: again.map(toPiece),
      missing,
      crosstalk:
        crosstalkKey === undefined ? undefined : await readJson(objects, crosstalkKey, crosstalkSchema),
      brokenOff: claimedSeconds === undefined ? undefined : { atSeconds: durationSeconds, claimedSeconds },
    });
    return assembly.hear(({ partKey }) => readJson(objects, partKey, recognitionSchema));
  }

  async function store(job: JobRef, record: AssemblyRecord): Promise<AssembledTranscript> {
    const keys = jobKeys(job.tenantId, job.jobId);
    const { transcript, json } = (await hear(record)).finish();
    await putJson(objects, keys.assembly, record);
    await putJsonStream(objects, keys.transcript, json());
    return {
      language: transcript.language,
      durationSeconds: transcript.durationSeconds,
      transcribedSeconds: transcript.coverage.transcribedSeconds,
      missingSeconds: totalSeconds(transcript.coverage.missing),
    };
  }

  return {
    async recordProgress({ jobId, tenantId, ...change }: RecordProgressInput): Promise<void> {
      const job = await jobs.update(tenantId, jobId, change);
      // Each writing of the note is an event of its own; a run writes it once.
      const occasion = Context.current().info.workflowExecution?.runId ?? jobId;
      if (change.note?.status === "completed")
        await announce(webhooks, job, [{ type: "note.ready", occasion }]);
    },

    /** Joins what was heard in the chunks into the transcript and stores it. */
    async assembleTranscript({ jobId, tenantId, ...record }: AssembleInput): Promise<AssembledTranscript> {
      return store({ jobId, tenantId }, record);
    },

    /** What a job's transcript lacks. Throws `transcript_not_ready` where there is none. */
    async findMissing({ jobId, tenantId }: JobRef): Promise<MissingParts> {
      const job = await jobs.get(tenantId, jobId);
      if (job?.state !== "completed")
        throw new DiaristError(
          "transcript_not_ready",
          "The job has no transcript of which a part is missing",
        );
      const record = await readJson(objects, jobKeys(tenantId, jobId).assembly, assemblyRecordSchema);
      const chunks = [...record.parts, ...record.again].map(({ chunk }) => chunk);
      return {
        audio: record.audio,
        options: transcriptionOptionsOf(job.options),
        missing: (await hear(record)).missing(),
        firstIndex: chunks.reduce((most, { index }) => Math.max(most, index), -1) + 1,
      };
    },

    /** Puts what was listened to again into a finished transcript and leaves the rest of it as it is. */
    async fillGaps({ jobId, tenantId, parts, again, missing }: FillGapsInput): Promise<AssembledTranscript> {
      const record = await readJson(objects, jobKeys(tenantId, jobId).assembly, assemblyRecordSchema);
      const assembled = await store(
        { jobId, tenantId },
        {
          ...record,
          parts: withNew(record.parts, parts),
          again: withNew(record.again, again),
          missing,
        },
      );
      await jobs.update(tenantId, jobId, { missingSeconds: assembled.missingSeconds });
      return assembled;
    },

    /**
     * Leaves nothing of a job that has ended: recording, results, item. The item goes last, so that a next attempt finds it.
     * A job that was taken up again since is kept for so long after its next end.
     */
    async eraseJob({ jobId, tenantId, retries }: EraseJobInput): Promise<void> {
      const job = await jobs.get(tenantId, jobId);
      if (job !== undefined && job.retries !== retries) return;
      const { prefix } = jobKeys(tenantId, jobId);
      await objects.deletePrefix(prefix);
      await jobs.delete(tenantId, jobId);
      // Someone who was editing meanwhile has found the job still there; from here on nobody does.
      await objects.deletePrefix(prefix);
    },

    /**
     * Ends the job, then removes what the state that now stands has no use for: the prepared audio, and all that was made
     * of a cancelled job but its recording. A job that had ended before, say one that was reset, keeps its state and so
     * its results. Another attempt finds the state written and goes on removing.
     */
    async finishJob({ jobId, tenantId, ...outcome }: FinishJobInput): Promise<void> {
      const job = await jobs.update(tenantId, jobId, {
        ...outcome,
        ...(outcome.state === "cancelled" && { noteSummary: null, editsId: null }),
      });
      const { state } = job;
      const keys = jobKeys(tenantId, jobId);
      await objects.deletePrefix(keys.chunksPrefix);
      await announce(
        webhooks,
        job,
        eventsOf(job).map((type) => ({ type, occasion: endOf(job) })),
      );
      await eraseWhenItsTimeIsUp(job);
      if (state !== "cancelled") return;
      for (const prefix of [keys.partsPrefix, keys.editsPrefix, keys.noteVersionsPrefix])
        await objects.deletePrefix(prefix);
      for (const key of [keys.plan, keys.crosstalk, keys.assembly, keys.transcript, keys.note])
        await objects.delete(key);
    },
  };
}

/** Another attempt at filling in finds the first one's chunks there already. */
function withNew(before: readonly HeardChunk[], heard: readonly HeardChunk[]): HeardChunk[] {
  const indexes = new Set(heard.map(({ chunk }) => chunk.index));
  return [...before.filter(({ chunk }) => !indexes.has(chunk.index)), ...heard];
}

/** A job's end by name: one that was taken up again has several. */
function endOf({ jobId, retries }: Job): string {
  return retries === undefined ? jobId : `${jobId}-${String(retries)}`;
}

async function eraseWhenItsTimeIsUp(job: Job): Promise<void> {
  const { jobId, tenantId, retries } = job;
  const { retentionDays } = job.options;
  if (retentionDays === undefined) return;
  await startOnce(WORKFLOW_TYPES.eraseJob, {
    taskQueue: TASK_QUEUES.orchestration,
    workflowId: erasureWorkflowId(endOf(job)),
    startDelay: `${String(retentionDays)} days`,
    args: [{ jobId, tenantId, ...(retries !== undefined && { retries }) } satisfies EraseJobInput],
  });
}
