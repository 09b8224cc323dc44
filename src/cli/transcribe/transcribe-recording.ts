import { randomUUID } from "node:crypto";
import { jobAnswerSchema, type JobAnswer } from "../../contracts/http/job.js";
import { followJob } from "../http/follow.js";
import { isFinal } from "../http/jobs.js";
import { patiently } from "../http/patience.js";
import { sendFile } from "../http/upload-file.js";
import type { ApiClient } from "../http/client.js";
import { formatBytes } from "../terminal/humane.js";
import type { Progress } from "../terminal/progress.js";
import type { Recording } from "./recording.js";
import { progressOf, stageOf } from "./stages.js";

export interface TranscribeDeps {
  client: ApiClient;
  /** Where uploads that are not finished are remembered. */
  home: string;
  signal: AbortSignal;
  /** Whether a service that is away is waited for without an end. */
  forever: boolean;
  /** The job's fields, as the API has them. */
  fields: Record<string, unknown>;
}

export interface Watcher {
  show: (progress: Progress) => void;
  /** Told the job as soon as it is there, from when on nothing can lose it. */
  onJob: (job: JobAnswer) => void;
}

/** Sends a recording, or tells the service where to fetch it, and gives its job. */
export async function submitRecording(
  recording: Recording,
  deps: TranscribeDeps,
  watcher: Watcher,
): Promise<JobAnswer> {
  const { client, home, signal, forever, fields } = deps;
  const onWait = (reason: string): void => watcher.show({ stage: "waiting", figures: reason });
  const submit = (source: Record<string, string>, idempotencyKey: string): Promise<JobAnswer> =>
    patiently({ signal, forever, onWait }, () =>
      client.json(jobAnswerSchema, "POST", "/v1/jobs", {
        json: { ...source, ...fields },
        headers: { "idempotency-key": idempotencyKey },
        signal,
      }),
    );
  if (recording.kind === "url") {
    watcher.show({ stage: "submitting" });
    const job = await submit({ url: recording.source }, randomUUID());
    watcher.onJob(job);
    return job;
  }
  const meter = speedometer();
  watcher.show({ stage: "uploading", share: 0 });
  const { uploadId, forget } = await patiently({ signal, forever, onWait }, () =>
    sendFile(client, home, recording.source, {
      signal,
      onProgress: (sentBytes, totalBytes) => {
        const rate = meter(sentBytes);
        const figures = `${formatBytes(sentBytes)} / ${formatBytes(totalBytes)}`;
        const share = totalBytes === 0 ? 0 : sentBytes / totalBytes;
        watcher.show({
          ...{ stage: "uploading", share },
          figures: rate === undefined ? figures : `${figures}  ${formatBytes(rate)}/s`,
        });
      },
      onLost: () => onWait("connection lost, trying again"),
    }),
  );
  watcher.show({ stage: "submitting" });
  const job = await submit({ upload: uploadId }, `diarist-${uploadId}`);
  watcher.onJob(job);
  await forget();
  return job;
}

/** Follows a job to its end. */
export async function awaitJob(
  job: JobAnswer,
  { client, signal, forever }: TranscribeDeps,
  show: (progress: Progress) => void,
): Promise<JobAnswer> {
  if (isFinal(job)) return job;
  let { status } = job;
  let stage = stageOf(job);
  show({ stage });
  const onWait = (reason: string): void => show({ stage, figures: reason });
  return followJob(client, job.id, { signal, forever, onWait }, ({ event, data }) => {
    if (event === "state" && !isFinal(data)) {
      if (stage !== stageOf(data)) show({ stage: stageOf(data) });
      status = data.status;
      stage = stageOf(data);
    }
    if (event === "progress" && status === "transcribing") show(progressOf(data));
  });
}

/** Bytes a second of what was sent by this call of the program; undefined while that says nothing. */
function speedometer(): (sentBytes: number) => number | undefined {
  let began: { at: number; bytes: number } | undefined;
  return (sentBytes) => {
    const now = performance.now();
    began ??= { at: now, bytes: sentBytes };
    const seconds = (now - began.at) / 1000;
    return seconds < 1 ? undefined : (sentBytes - began.bytes) / seconds;
  };
}
