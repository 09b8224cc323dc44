import {
  defineQuery,
  defineSignal,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from "@temporalio/workflow";
import { HANDLERS } from "../contracts/handlers.js";
import type { Progress } from "../contracts/workflow-io.js";
import { formatClock } from "../domain/clock.js";
import { isFinalState, type JobState } from "../domain/job-state.js";

export const pauseSignal = defineSignal(HANDLERS.pauseSignal);
export const resumeSignal = defineSignal(HANDLERS.resumeSignal);
export const progressQuery = defineQuery<Progress>(HANDLERS.progressQuery);

/** How far a job is, as its query, its search attributes and Temporal's Web UI show it; and whether it is paused. */
export class JobProgress {
  private progress: Progress = {
    state: "queued",
    paused: false,
    audioSeconds: 0,
    transcribedSeconds: 0,
    chunksPlanned: 0,
    chunksDone: 0,
  };

  constructor() {
    setHandler(progressQuery, () => this.progress);
    setHandler(pauseSignal, () => {
      this.change({ paused: true });
    });
    setHandler(resumeSignal, () => {
      this.change({ paused: false });
    });
  }

  get state(): JobState {
    return this.progress.state;
  }

  get paused(): boolean {
    return this.progress.paused;
  }

  /** What was found out by then is written along: the server stores each writing of attributes by itself. */
  enter(state: JobState, found: { audioSeconds?: number; language?: string } = {}): void {
    const { audioSeconds, language } = found;
    this.change({ state, ...(audioSeconds !== undefined && { audioSeconds }) });
    upsertSearchAttributes([
      { key: { name: "JobStatus", type: "KEYWORD" }, value: state },
      ...(audioSeconds === undefined
        ? []
        : [{ key: { name: "AudioSeconds", type: "DOUBLE" } as const, value: audioSeconds }]),
      ...(language === undefined
        ? []
        : [{ key: { name: "Language", type: "KEYWORD" } as const, value: language }]),
    ]);
  }

  /* The next two are how jobs of revisions below 3 write them. */

  probed(audioSeconds: number): void {
    this.change({ audioSeconds });
    upsertSearchAttributes([{ key: { name: "AudioSeconds", type: "DOUBLE" }, value: audioSeconds }]);
  }

  planned(chunks: number): void {
    this.change({ chunksPlanned: chunks });
  }

  chunkDone(seconds: number): void {
    this.change({
      chunksDone: this.progress.chunksDone + 1,
      transcribedSeconds: this.progress.transcribedSeconds + seconds,
    });
  }

  assembled(language: string): void {
    upsertSearchAttributes([{ key: { name: "Language", type: "KEYWORD" }, value: language }]);
  }

  private change(change: Partial<Progress>): void {
    this.progress = { ...this.progress, ...change };
    setCurrentDetails(describe(this.progress));
  }
}

/** Markdown, for the Web UI. */
function describe(progress: Progress): string {
  const { state, paused, audioSeconds, transcribedSeconds, chunksPlanned, chunksDone } = progress;
  const pause = paused && !isFinalState(state) ? " (paused: running chunks finish, no more start)" : "";
  const lines = [`**${state.replace("_", " ")}**${pause}`];
  if (chunksPlanned > 0)
    lines.push(
      `${String(chunksDone)} of ${String(chunksPlanned)} chunks, ` +
        `${formatClock(transcribedSeconds)} of ${formatClock(audioSeconds)} transcribed`,
    );
  return lines.join("\n\n");
}
