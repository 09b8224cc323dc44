/* Here and not in job.ts, where the schemas are: workflows need these, and loading zod costs each of them milliseconds. */

export const JOB_STATES = [
  "queued",
  "preparing",
  "transcribing",
  "writing_note",
  "completed",
  "failed",
  "cancelled",
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** From the writing of the note on. */
export function hasTranscript(state: JobState): boolean {
  return state === "writing_note" || state === "completed";
}

export function isFinalState(state: JobState): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}

/** Failures that every chunk of the recording would meet alike, so that going on with the others is of no use. */
const WHOLE_JOB_FAILURES: ReadonlySet<string> = new Set([
  "speech_unauthorized",
  "speech_unavailable",
  "storage_unavailable",
]);

export function endsTheJob({ code }: { code: string }): boolean {
  return WHOLE_JOB_FAILURES.has(code);
}

export const MOST_TITLE_LENGTH = 200;

/** What `titleSchema` takes. */
export function isUsableTitle(title: unknown): title is string {
  return typeof title === "string" && title.trim() !== "" && title.trim().length <= MOST_TITLE_LENGTH;
}
