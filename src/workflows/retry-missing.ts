import { setHandler } from "@temporalio/workflow";
import type { JobRef } from "../contracts/activity-io.js";
import type { RetryMissingInput, RetryMissingResult } from "../contracts/workflow-io.js";
import { media } from "./activities.js";
import { ChunkSupply } from "./chunk-supply.js";
import { pauseSignal, resumeSignal } from "./job-progress.js";
import { fill, listenAgain } from "./listen-again.js";
import { writeNote } from "./note-keeper.js";
import { storesAtOnce as stores } from "./store-calls.js";
import { transcribeChunks } from "./transcribe-chunks.js";

/**
 * Fills the gaps in a completed job's transcript, and only those: what could not be transcribed is tried again as it was,
 * what was not understood with other settings. The job stays completed meanwhile, with the transcript that it has.
 */
export async function RetryMissing({
  jobId,
  tenantId,
  createdAt,
}: RetryMissingInput): Promise<RetryMissingResult> {
  const job: JobRef = { jobId, tenantId };
  let paused = false;
  setHandler(pauseSignal, () => void (paused = true));
  setHandler(resumeSignal, () => void (paused = false));
  const pace = { mayStart: () => !paused };

  const { audio, options, missing, firstIndex } = await stores.findMissing(job);
  const missingSecondsBefore = missing.reduce((sum, { start, end }) => sum + end - start, 0);
  if (missing.length === 0) return { missingSecondsBefore, missingSeconds: 0 };

  const refused = missing.filter(({ reason }) => reason !== "not_understood");
  const notUnderstood = missing.filter(({ reason }) => reason === "not_understood");
  const supply = new ChunkSupply();
  if (refused.length > 0) {
    const spans = refused.map(({ reason: _, ...span }) => span);
    supply.close((await media.cutSpans({ ...job, audio, spans, firstIndex })).chunks);
  } else {
    supply.close([]);
  }
  const first = await transcribeChunks({ ...job, options }, supply, pace);
  const next = firstIndex + supply.all.length;
  const second = await listenAgain({ ...job, options }, audio, first.parts, next, pace);
  const gaps = notUnderstood.map(({ reason: _, ...span }) => span);
  const third = await fill({ ...job, options }, audio, gaps, next + second.again.length, pace);

  const { missingSeconds } = await stores.fillGaps({
    ...job,
    parts: second.parts,
    again: [...second.again, ...third.again],
    missing: [...first.missing, ...second.missing, ...third.missing],
  });
  if (missingSeconds >= missingSecondsBefore) return { missingSecondsBefore, missingSeconds };
  await stores.recordProgress({ ...job, note: { status: "pending" } });
  const note = await writeNote({ ...job, recordedAt: createdAt });
  await stores.recordProgress({ ...job, note });
  return { missingSecondsBefore, missingSeconds, note };
}
