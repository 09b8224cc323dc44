import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "../ui/toasts.js";
import { api, ApiProblem, type Job } from "./client.js";
import { titleOf } from "./job-title.js";

/** As long as the message with "Undo" is shown. */
const GRACE_MS = 12_000;

const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; run: () => void }>();
/** A new set with each change, for React to see. */
let beingErased: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function changed(): void {
  beingErased = new Set(waiting.keys());
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A page that goes away does not wait. */
window.addEventListener("pagehide", () => {
  for (const { run } of waiting.values()) run();
});

/** Jobs that are about to be erased: lists leave them out. */
export const useBeingErased = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => beingErased);

/** Erases a job once there was time to undo it. */
export function useErase(): (job: Job, then?: () => void) => void {
  const { t } = useTranslation();
  const say = useSay();
  const queries = useQueryClient();
  return (job, then) => {
    const forget = (): void => {
      clearTimeout(waiting.get(job.id)?.timer);
      waiting.delete(job.id);
      changed();
    };
    const run = (): void => {
      void erase(job.id)
        .catch((error: unknown) => say(error instanceof Error ? error.message : String(error)))
        .then(() => queries.invalidateQueries())
        .finally(forget);
    };
    waiting.set(job.id, { timer: setTimeout(run, GRACE_MS), run });
    changed();
    then?.();
    say(t("home.erased", { name: titleOf(job) }), { label: t("app.undo"), run: forget });
  };
}

async function erase(jobId: string): Promise<void> {
  const { response } = await api.DELETE("/v1/jobs/{jobId}", {
    params: { path: { jobId } },
    // Also from a page that is being closed.
    keepalive: true,
  });
  if (!response.ok && response.status !== 404)
    throw new ApiProblem("unknown", response.status, `The service answered ${response.status}.`);
}
