import type { JobAnswer } from "../../contracts/http/job.js";
import { STAGES } from "../transcribe/stages.js";
import type { Style } from "../terminal/screen.js";

/** A job's state in a word or two. */
export function statusText({ status, paused }: JobAnswer): string {
  return paused === true ? "paused" : STAGES[status];
}

/** Colour says what needs a look: red has failed, yellow lacks something or waits for someone, cyan is at work. */
export function statusStyle({ status, paused, missingSeconds = 0, note }: JobAnswer): Style | undefined {
  if (status === "failed") return "red";
  if (status === "cancelled") return "dim";
  if (status === "completed") return missingSeconds > 0 || note.status === "failed" ? "yellow" : "green";
  return paused === true ? "yellow" : "cyan";
}
