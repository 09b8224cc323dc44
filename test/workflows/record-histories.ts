import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { WorkflowHandle } from "@temporalio/client";
import { HANDLERS } from "../../src/contracts/handlers.js";
import { DiaristError } from "../../src/domain/errors.js";
import { partPath } from "../../src/stack/parts.js";
import { Harness, startStores, stopStores } from "./harness.js";

/*
 * Writes one history for each way that a job can go into test/histories/, for replay.test.ts. Run it with
 * `npm run record-histories -- v<version>` when a release changes the workflows' commands; histories of earlier releases
 * stay, because jobs that began under them must still end.
 */
const scenarios: Record<string, (harness: Harness) => Promise<WorkflowHandle>> = {
  async completed(harness) {
    return harness.start();
  },
  async "paused-and-titled"(harness) {
    const handle = await harness.start();
    await handle.signal(HANDLERS.pauseSignal);
    await handle.executeUpdate(HANDLERS.setTitleUpdate, { args: ["A title"] });
    await handle.signal(HANDLERS.resumeSignal);
    return handle;
  },
  async "retried-with-a-missing-chunk-and-no-note"(harness) {
    harness.writer.failure = new DiaristError("language_rejected", "Refused");
    let attempts = 0;
    harness.speech.before = ({ text }) => {
      if (text === "piece 0" && ++attempts < 3) throw new DiaristError("speech_unavailable", "Refused");
      if (text === "piece 1") throw new DiaristError("speech_rejected", "Refused");
    };
    return harness.start();
  },
  async failed(harness) {
    harness.media.probeFailure = new DiaristError("not_audio", "Text");
    return harness.start();
  },
  async cancelled(harness) {
    const reached = Promise.withResolvers<undefined>();
    harness.speech.before = (_request, signal) => {
      reached.resolve(undefined);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reject(new DOMException("aborted", "AbortError"));
        });
      });
    };
    const handle = await harness.start();
    await reached.promise;
    await handle.cancel();
    return handle;
  },
};

const release = process.argv[2] ?? "next";
const stores = await startStores();
for (const [name, play] of Object.entries(scenarios)) {
  const harness = await Harness.start(stores);
  const handle = await play(harness);
  await handle.result().catch(() => undefined);
  const { stdout } = await promisify(execFile)(
    partPath("temporal"),
    [
      "workflow",
      "show",
      "--output",
      "json",
      "--address",
      harness.env.address,
      "--workflow-id",
      handle.workflowId,
    ],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  const history: unknown = JSON.parse(stdout, scrub);
  const path = fileURLToPath(new URL(`../histories/${release}-${name}.json`, import.meta.url));
  await writeFile(path, JSON.stringify(history));
  await harness.stop();
}
await stopStores(stores);

/** Histories name the machine that made them: not for a repository. */
function scrub(key: string, value: unknown): unknown {
  if (key === "stackTrace") return "";
  return key === "identity" ? "recorder" : value;
}
