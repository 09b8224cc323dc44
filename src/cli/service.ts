import type { Context } from "./context.js";
import { CliError } from "./exit.js";
import type { ApiClient } from "./http/client.js";
import { listJobs } from "./http/jobs.js";
import { askReadiness } from "./http/readiness.js";
import type { ProgressView } from "./terminal/progress.js";
import { counted } from "./terminal/humane.js";

export interface UsedService {
  client: ApiClient;
  /** Whether it runs for this program alone. */
  isEmbedded: boolean;
  /** Stops it, if it does. */
  leave: () => Promise<void>;
}

/** The service that was named or that runs here; where none does, one that is started for as long as it is needed. */
export async function findOrStartService(
  context: Context,
  view: ProgressView,
  signal: AbortSignal,
): Promise<UsedService> {
  const client = await context.client();
  if (context.namedServer !== undefined || context.runningHere() !== undefined || (await isDiarist(client)))
    return { client, isEmbedded: false, leave: () => Promise.resolve() };
  const row = view.begin("No service runs here");
  row.show({ stage: "starting", figures: "one for this" });
  try {
    const service = await context.embed(signal);
    const embedded = await context.clientOf(service.url);
    return {
      client: embedded,
      isEmbedded: true,
      leave: () => leave(embedded, service.stop, view, signal),
    };
  } finally {
    row.drop();
  }
}

async function isDiarist(client: ApiClient): Promise<boolean> {
  try {
    return (await askReadiness(client)) !== undefined;
  } catch {
    return false;
  }
}

/** What others have under way here, in another terminal or from an earlier time, is not cut off. */
async function leave(
  client: ApiClient,
  stop: () => Promise<void>,
  view: ProgressView,
  signal: AbortSignal,
): Promise<void> {
  const row = view.begin("The service");
  try {
    for (let told = false; !signal.aborted; told = true) {
      const left = await countUnfinished(client);
      if (left === 0) break;
      if (!told)
        view.say(
          `${counted(left, "other recording is", "other recordings are")} still at work here; Ctrl-C leaves them for later.`,
        );
      row.show({ stage: "finishing", figures: counted(left, "other recording") });
      await pause(signal);
    }
    row.show({ stage: "stopping" });
    await stop();
  } finally {
    row.drop();
  }
}

const LOOK_MS = 1_000;

const UNFINISHED = ["queued", "preparing", "transcribing", "writing_note"] as const;

/** A paused job waits for a person, so nobody waits for it. */
async function countUnfinished(client: ApiClient): Promise<number> {
  let count = 0;
  try {
    for (const status of UNFINISHED)
      for await (const job of listJobs(client, { status, limit: 100 })) if (job.paused !== true) count += 1;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
  return count;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
