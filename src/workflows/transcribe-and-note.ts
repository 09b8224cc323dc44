import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineSignal,
  defineUpdate,
  isCancellation,
  setHandler,
} from "@temporalio/workflow";
import type { JobRef, ReadyChunks } from "../contracts/activity-io.js";
import { HANDLERS } from "../contracts/handlers.js";
import type { TranscribeAndNoteInput, TranscribeAndNoteResult } from "../contracts/workflow-io.js";
import type { ChunkRef } from "../domain/audio.js";
import type { NoteState } from "../domain/job.js";
import { isUsableTitle } from "../domain/job-state.js";
import { media, orchestration } from "./activities.js";
import { ChunkSupply } from "./chunk-supply.js";
import { failureOf } from "./failures.js";
import { JobProgress } from "./job-progress.js";
import { listenAgain } from "./listen-again.js";
import { NoteKeeper } from "./note-keeper.js";
import { storesAtOnce, type StoreCalls } from "./store-calls.js";
import { together } from "./together.js";
import { transcribeChunks } from "./transcribe-chunks.js";

export const chunksReadySignal = defineSignal<[ReadyChunks]>(HANDLERS.chunksReadySignal);
export const setTitleUpdate = defineUpdate<undefined, [string]>(HANDLERS.setTitleUpdate);

/** One upload's way to a transcript and a note. However it goes, the job's final state is written before it ends. */
export async function TranscribeAndNote(input: TranscribeAndNoteInput): Promise<TranscribeAndNoteResult> {
  const job: JobRef = { jobId: input.jobId, tenantId: input.tenantId };
  const stores = (input.revision ?? 1) >= 2 ? storesAtOnce : orchestration;
  const progress = new JobProgress();
  const supply = new ChunkSupply();
  setHandler(chunksReadySignal, ({ chunks }) => {
    supply.offer(chunks);
  });
  const noteKeeper = new NoteKeeper({ ...job, recordedAt: input.createdAt });
  setHandler(
    setTitleUpdate,
    async (title) => {
      await stores.recordProgress({ ...job, title });
    },
    {
      validator: (title) => {
        if (!isUsableTitle(title)) throw new Error("A title has 1 to 200 characters");
      },
    },
  );

  try {
    await transcribe(input, job, stores, supply, progress);
    const note = await noteKeeper.write();
    // A cancellation that comes from here on comes too late.
    return await CancellationScope.nonCancellable(() => complete(note));
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => stores.finishJob({ ...job, state: "cancelled" }));
      progress.enter("cancelled");
      throw error;
    }
    const failure = failureOf(error, "storage_unavailable");
    await CancellationScope.nonCancellable(() => stores.finishJob({ ...job, state: "failed", failure }));
    progress.enter("failed");
    throw ApplicationFailure.nonRetryable(failure.message, failure.code);
  }

  async function complete(note: NoteState): Promise<TranscribeAndNoteResult> {
    await stores.finishJob({ ...job, state: "completed", note });
    progress.enter("completed");
    await condition(allHandlersFinished);
    return { jobId: job.jobId, state: "completed", note };
  }
}

/** Other people's servers are waited for as long as a night's maintenance takes, not as long as our own stores. */
const SOURCE = { scheduleToCloseTimeout: "1 day" } as const;

/** Up to the stored transcript. */
async function transcribe(
  { options, hasSource }: TranscribeAndNoteInput,
  job: JobRef,
  stores: StoreCalls,
  supply: ChunkSupply,
  progress: JobProgress,
): Promise<void> {
  progress.enter("preparing");
  await stores.recordProgress({ ...job, state: "preparing" });
  if (hasSource === true) await media.fetchRecording.executeWithOptions(SOURCE, [job]);
  const audio = await media.probeAudio(job);
  const { durationSeconds } = audio;
  progress.probed(durationSeconds);

  async function cut(): Promise<void> {
    const { speakers } = options;
    const { chunks } = await media.planChunks({ ...job, audio, ...(speakers && { speakers }) });
    supply.close(chunks);
    progress.planned(chunks.length);
  }
  async function announce(): Promise<void> {
    await supply.untilFirst();
    progress.enter("transcribing");
    await stores.recordProgress({ ...job, state: "transcribing", durationSeconds });
  }
  const pace = { mayStart: () => !progress.paused };
  const done = (chunk: ChunkRef): void => {
    progress.chunkDone(chunk.endSeconds - chunk.startSeconds);
  };
  const first = await together(
    () => transcribeChunks({ ...job, options }, supply, { ...pace, done }),
    cut,
    announce,
  );
  if (first.parts.length === 0 && first.failure !== undefined)
    throw ApplicationFailure.nonRetryable(first.failure.message, first.failure.code);
  const second = await listenAgain({ ...job, options }, audio, first.parts, supply.all.length, pace);
  const transcript = await stores.assembleTranscript({
    ...job,
    audio,
    parts: second.parts,
    again: second.again,
    missing: [...first.missing, ...second.missing],
  });
  progress.assembled(transcript.language);

  progress.enter("writing_note");
  await stores.recordProgress({
    ...job,
    state: "writing_note",
    language: transcript.language,
    missingSeconds: transcript.missingSeconds,
  });
}
