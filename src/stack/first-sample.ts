import { openAsBlob } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const SAMPLE = fileURLToPath(new URL("../../samples/first-entry.flac", import.meta.url));
/** Seldom enough not to fill the gateway's log. */
const POLL_MS = 4_000;
const DONE = "done";

const uploadAnswer = z.object({ job_id: z.string() });
const statusAnswer = z.object({ status: z.string() });

/**
 * On the very first start with this data folder, sends the sample recording through the service, so that something
 * finished can be looked at. A start that was cut short is made good by the next. Never throws: the service is well
 * without it.
 */
export async function runFirstSample(
  home: string,
  api: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const marker = markerIn(home);
  const before = await readMarker(marker);
  if (before === DONE) return;
  try {
    const jobId = before === "" ? await upload(api, signal) : before;
    await writeFile(marker, `${jobId}\n`);
    if (before === "") say("first start: a sample recording is on its way through");
    const status = await awaitEnd(`${api}/status/${jobId}`, signal);
    await writeFile(marker, `${DONE}\n`);
    say(`the sample recording is ${status}: ${api}/result/${jobId}`);
  } catch (error) {
    if (!signal.aborted)
      say(`the sample recording could not be run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether the sample recording has been through. */
export async function isFirstSampleDone(home: string): Promise<boolean> {
  return (await readMarker(markerIn(home))) === DONE;
}

function markerIn(home: string): string {
  return join(home, "first-sample");
}

/** Empty: not uploaded; a job's id: under way; and then DONE. */
async function readMarker(marker: string): Promise<string> {
  return (await readFile(marker, "utf8").catch(() => "")).trim();
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
    if (response?.status === 404) throw new Error("its job is gone");
    if (!response?.ok) continue;
    const { status } = statusAnswer.parse(await response.json());
    if (status === "completed" || status === "error") return status;
  }
}
