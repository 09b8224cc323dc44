import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Recording } from "./recording.js";

const uploadAnswer = z.object({ job_id: z.string() });
const statusAnswer = z.object({ status: z.string() });

/** completed and error are the job's own ends; rejected: the upload was refused; lost: no answer, or no end in time. */
export const OUTCOMES = ["completed", "error", "rejected", "lost"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Attempt {
  fileName: string;
  audioSeconds: number | undefined;
  outcome: Outcome;
  /** What was wrong, for people. */
  detail?: string;
  jobId?: string;
  /** Until the upload was answered. */
  uploadMs?: number;
  /** From the upload's start until the job was seen to have ended. */
  completionMs?: number;
}

export interface Patience {
  timeoutMs: number;
  pollMs: number;
}

/** Uploads one recording and follows its job to the end, as clients of the service do. Never throws. */
export async function transcribe(
  url: string,
  recording: Recording,
  patience: Patience,
  onStatus: (status: string) => void,
): Promise<Attempt> {
  const { name: fileName, audioSeconds } = recording;
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  const deadline = AbortSignal.timeout(patience.timeoutMs);
  const isOver = (): boolean => deadline.aborted;
  const attempt = { fileName, audioSeconds };

  let jobId: string;
  try {
    const form = new FormData();
    form.set("file", recording.body, fileName);
    const answer = await fetch(`${url}/upload-audio/`, { method: "POST", body: form, signal: deadline });
    if (!answer.ok) return { ...attempt, outcome: "rejected", detail: await refusal(answer) };
    jobId = uploadAnswer.parse(await answer.json()).job_id;
  } catch (error) {
    return { ...attempt, outcome: "lost", detail: `upload: ${reason(error)}` };
  }
  const uploaded = { ...attempt, jobId, uploadMs: elapsedMs() };

  let detail = "the job did not end in time";
  while (!isOver()) {
    try {
      const answer = await fetch(`${url}/status/${jobId}`, { signal: deadline });
      if (!answer.ok) throw new Error(await refusal(answer));
      const { status } = statusAnswer.parse(await answer.json());
      onStatus(status);
      if (status === "completed" || status === "error")
        return { ...uploaded, outcome: status, completionMs: elapsedMs() };
    } catch (error) {
      // A gateway that is restarted in mid-run loses no job: go on asking.
      if (!isOver()) detail = `status: ${reason(error)}`;
    }
    await sleep(patience.pollMs, undefined, { signal: deadline }).catch(() => undefined);
  }
  return { ...uploaded, outcome: "lost", detail };
}

async function refusal(answer: Response): Promise<string> {
  const text = await answer.text();
  return `${answer.status} ${text.slice(0, 200)}`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
