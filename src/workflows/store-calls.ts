import { ActivityFailure, ApplicationFailure, isCancellation } from "@temporalio/workflow";
import type { OrchestrationActivities } from "../activities/orchestration.js";
import { localOrchestration, orchestration } from "./activities.js";

/** What a job's workflow asks the stores for. */
export type StoreCalls = Omit<OrchestrationActivities, "eraseJob">;

/**
 * The orchestrator's activities, done within the workflow task: a third of the events and of the server's work. Where the
 * stores do not answer at once, the call goes over the task queue and may last as long as an outage does.
 */
export const storesAtOnce: StoreCalls = {
  recordProgress: (input) =>
    atOnce(
      () => localOrchestration.recordProgress(input),
      () => orchestration.recordProgress(input),
    ),
  assembleTranscript: (input) =>
    atOnce(
      () => localOrchestration.assembleTranscript(input),
      () => orchestration.assembleTranscript(input),
    ),
  findMissing: (input) =>
    atOnce(
      () => localOrchestration.findMissing(input),
      () => orchestration.findMissing(input),
    ),
  fillGaps: (input) =>
    atOnce(
      () => localOrchestration.fillGaps(input),
      () => orchestration.fillGaps(input),
    ),
  finishJob: (input) =>
    atOnce(
      () => localOrchestration.finishJob(input),
      () => orchestration.finishJob(input),
    ),
};

async function atOnce<T>(locally: () => Promise<T>, overTheQueue: () => Promise<T>): Promise<T> {
  try {
    return await locally();
  } catch (error) {
    const isHopeless =
      error instanceof ActivityFailure &&
      error.cause instanceof ApplicationFailure &&
      error.cause.nonRetryable === true;
    if (isCancellation(error) || isHopeless) throw error;
    return overTheQueue();
  }
}
