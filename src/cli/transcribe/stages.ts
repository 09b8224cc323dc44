import type { JobAnswer } from "../../contracts/http/job.js";
import type { LiveProgress } from "../../contracts/http/live.js";
import { formatClock, formatWait } from "../terminal/humane.js";
import type { Progress } from "../terminal/progress.js";

/** What a row says of a job in each state. */
export const STAGES: Record<JobAnswer["status"], string> = {
  queued: "queued",
  preparing: "preparing",
  transcribing: "transcribing",
  writing_note: "writing note",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled",
};

/** One that comes from an address is fetched first, which may take as long as its server is away. */
export function stageOf({ status, sha256 }: JobAnswer): string {
  return status === "preparing" && sha256 === undefined ? "fetching" : STAGES[status];
}

/** How much of the audio is transcribed. */
export function progressOf({
  audioSeconds,
  transcribedSeconds,
  paused,
  secondsLeft,
}: LiveProgress): Progress {
  const figures = `${formatClock(transcribedSeconds)} / ${formatClock(audioSeconds)}`;
  const left = secondsLeft === undefined ? "" : `  ${formatWait(secondsLeft)} left`;
  return {
    stage: paused ? "paused" : STAGES.transcribing,
    share: audioSeconds === 0 ? undefined : transcribedSeconds / audioSeconds,
    figures: paused ? figures : `${figures}${left}`,
  };
}
