import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  isCancellation,
  setHandler,
} from "@temporalio/workflow";
import type { JobRef } from "../contracts/activity-io.js";
import { HANDLERS } from "../contracts/handlers.js";
import type { TranscribeAndNoteInput, TranscribeAndNoteResult } from "../contracts/workflow-io.js";
import { isUsableTitle, type NoteState } from "../domain/job.js";
import { media, orchestration } from "./activities.js";
import { ChunkSupply } from "./chunk-supply.js";
import { failureOf } from "./failures.js";
import { JobProgress } from "./job-progress.js";
import { NoteKeeper } from "./note-keeper.js";
import { together } from "./together.js";
import { transcribeChunks } from "./transcribe-chunks.js";

export const setTitleUpdate = defineUpdate<undefined, [string]>(HANDLERS.setTitleUpdate);

/** One upload's way to a transcript and a note. However it goes, the job's final state is written before it ends. */
export async function TranscribeAndNote(input: TranscribeAndNoteInput): Promise<TranscribeAndNoteResult> {
  const job: JobRef = { jobId: input.jobId, tenantId: input.tenantId };
  const progress = new JobProgress();
  const supply = new ChunkSupply();
  const noteKeeper = new NoteKeeper({ ...job, recordedAt: input.createdAt });
  setHandler(
    setTitleUpdate,
    async (title) => {
      await orchestration.recordProgress({ ...job, title });
    },
    {
      validator: (title) => {
        if (!isUsableTitle(title)) throw new Error("A title has 1 to 200 characters");
      },
    },
  );

  try {
    await transcribe(input, job, supply, progress);
    const note = await noteKeeper.write();
    // A cancellation that comes from here on comes too late.
    return await CancellationScope.nonCancellable(() => complete(note));
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => orchestration.finishJob({ ...job, state: "cancelled" }));
      progress.enter("cancelled");
      throw error;
    }
    const failure = failureOf(error, "storage_unavailable");
    await CancellationScope.nonCancellable(() =>
      orchestration.finishJob({ ...job, state: "failed", failure }),
    );
    progress.enter("failed");
    throw ApplicationFailure.nonRetryable(failure.message, failure.code);
  }

  async function complete(note: NoteState): Promise<TranscribeAndNoteResult> {
    await orchestration.finishJob({ ...job, state: "completed", note });
    progress.enter("completed");
    await condition(allHandlersFinished);
    return { jobId: job.jobId, state: "completed", note };
  }
}

/** Up to the stored transcript. */
async function transcribe(
  { options }: TranscribeAndNoteInput,
  job: JobRef,
  supply: ChunkSupply,
  progress: JobProgress,
): Promise<void> {
  progress.enter("preparing");
  await orchestration.recordProgress({ ...job, state: "preparing" });
  const audio = await media.probeAudio(job);
  const { durationSeconds } = audio;
  progress.probed(durationSeconds);

  async function cut(): Promise<void> {
    const { chunks } = await media.planChunks({ ...job, audio });
    supply.close(chunks);
    progress.planned(chunks.length);
  }
  async function announce(): Promise<void> {
    await supply.untilFirst();
    progress.enter("transcribing");
    await orchestration.recordProgress({ ...job, state: "transcribing", durationSeconds });
  }
  const { parts, missing, failure } = await together(
    () => transcribeChunks({ ...job, options }, supply, progress),
    cut,
    announce,
  );
  if (parts.length === 0 && failure !== undefined)
    throw ApplicationFailure.nonRetryable(failure.message, failure.code);
  const transcript = await orchestration.assembleTranscript({ ...job, durationSeconds, parts, missing });
  progress.assembled(transcript.language);

  progress.enter("writing_note");
  await orchestration.recordProgress({
    ...job,
    state: "writing_note",
    language: transcript.language,
    missingSeconds: transcript.missingSeconds,
  });
}
