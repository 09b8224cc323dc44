import { openAsBlob } from "node:fs";
import { access, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const SAMPLE = fileURLToPath(new URL("../../samples/first-entry.flac", import.meta.url));
const POLL_MS = 1_000;

const uploadAnswer = z.object({ job_id: z.string() });
const statusAnswer = z.object({ status: z.string() });

/**
 * On the very first start with this data folder, sends the sample recording through the service, so that something
 * finished can be looked at. Never throws: the service is well without it.
 */
export async function runFirstSample(
  home: string,
  api: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const marker = join(home, "first-sample");
  if (await exists(marker)) return;
  try {
    const jobId = await upload(api, signal);
    await writeFile(marker, `${jobId}\n`);
    say("first start: a sample recording is on its way through");
    const status = await awaitEnd(`${api}/status/${jobId}`, signal);
    say(`the sample recording is ${status}: ${api}/result/${jobId}`);
  } catch (error) {
    if (!signal.aborted)
      say(`the sample recording could not be run: ${error instanceof Error ? error.message : error}`);
  }
}

async function upload(api: string, signal: AbortSignal): Promise<string> {
  const form = new FormData();
  form.append("file", await openAsBlob(SAMPLE, { type: "audio/flac" }), basename(SAMPLE));
  const response = await fetch(`${api}/upload-audio/`, { method: "POST", body: form, signal });
  if (!response.ok) throw new Error(`the upload was answered ${response.status}`);
  return uploadAnswer.parse(await response.json()).job_id;
}

async function awaitEnd(url: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    await sleep(POLL_MS, undefined, { signal });
    // A gateway that is being restarted is no reason to give up.
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response === undefined || !response.ok) continue;
    const { status } = statusAnswer.parse(await response.json());
    if (status === "completed" || status === "error") return status;
  }
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
