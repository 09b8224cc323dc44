import { transcribe, type Attempt } from "./client.js";
import type { LoadOptions } from "./options.js";
import type { Recording } from "./recording.js";

/** Where each request stands: `waiting`, `uploading`, a status of the service, or how it ended. */
export type Standing = string[];

/** Sends all requests, `workers` at a time, each worker following its job to the end before it takes the next. `onEnd` is told how many have ended. */
export async function runLoad(
  options: LoadOptions,
  recordings: Recording[],
  standing: Standing,
  onEnd: (ended: number) => void = () => undefined,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  standing.push(...Array.from({ length: options.requests }, () => "waiting"));
  let next = 0;
  let ended = 0;

  const worker = async (): Promise<void> => {
    while (next < options.requests) {
      const index = next++;
      const recording = recordings[index % recordings.length];
      if (recording === undefined) throw new Error("There is no recording to upload");
      standing[index] = "uploading";
      const attempt = await transcribe(options.url, recording, options, (status) => {
        standing[index] = status;
      });
      standing[index] = attempt.outcome;
      attempts[index] = attempt;
      onEnd(++ended);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.workers, options.requests) }, worker));
  return attempts;
}
