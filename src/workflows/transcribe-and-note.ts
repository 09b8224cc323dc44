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
import type { AudioInfo, ChunkRef } from "../domain/audio.js";
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
  setHandler(chunksReadySignal, ({ chunks, audio }) => {
    supply.audio ??= audio;
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
  { options, hasSource, revision = 1 }: TranscribeAndNoteInput,
  job: JobRef,
  stores: StoreCalls,
  supply: ChunkSupply,
  progress: JobProgress,
): Promise<void> {
  progress.enter("preparing");
  await stores.recordProgress({ ...job, state: "preparing" });
  if (hasSource === true) await media.fetchRecording.executeWithOptions(SOURCE, [job]);
  const isInOne = revision >= 3;
  if (!isInOne) {
    supply.audio = await media.probeAudio(job);
    progress.probed(supply.audio.durationSeconds);
  }

  async function cut(): Promise<void> {
    const wanted = { ...job, ...(options.speakers && { speakers: options.speakers }) };
    if (isInOne) {
      const { audio, chunks } = await media.planRecording(wanted);
      supply.audio ??= audio;
      supply.close(chunks);
    } else supply.close((await media.planChunks({ ...wanted, audio: audioOf(supply) })).chunks);
    progress.planned(supply.all.length);
  }
  async function announce(): Promise<void> {
    await supply.untilFirst();
    const { durationSeconds } = audioOf(supply);
    progress.enter("transcribing", isInOne ? { audioSeconds: durationSeconds } : {});
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
  const audio = audioOf(supply);
  const comparesChannels = revision >= 4 && options.speakers === "by_channel" && audio.channels > 1;
  const listening = { ...job, options, comparesChannels };
  const second = await listenAgain(listening, audio, first.parts, supply.all.length, pace);
  const { language, missingSeconds } = await stores.assembleTranscript({
    ...job,
    audio,
    parts: second.parts,
    again: second.again,
    ...(second.crosstalkKey === undefined ? {} : { crosstalkKey: second.crosstalkKey }),
    missing: [...first.missing, ...second.missing],
  });
  if (!isInOne) progress.assembled(language);
  progress.enter("writing_note", isInOne ? { language } : {});
  await stores.recordProgress({ ...job, state: "writing_note", language, missingSeconds });
}

function audioOf({ audio }: ChunkSupply): AudioInfo {
  if (audio === undefined) throw new Error("There are chunks of a recording that nobody has probed");
  return audio;
}
