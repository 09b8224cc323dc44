import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useJobAction } from "../../../api/jobs.js";
import { transcriptKey } from "../../../api/results.js";
import { useSay } from "../../../ui/toasts.js";

const LOOK_MS = 2_000;

/** Has the service listen once more to what is missing. The job stays completed meanwhile; that it has changed tells the end. */
export function useMissing(job: Job): { retry: () => void; isRetrying: boolean } {
  const { t } = useTranslation();
  const say = useSay();
  const queries = useQueryClient();
  const action = useJobAction(job.id);
  const [before, setBefore] = useState<Job>();
  const isRetrying = before !== undefined;

  useEffect(() => {
    if (!isRetrying) return undefined;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ["job", job.id] }), LOOK_MS);
    return () => clearInterval(timer);
  }, [isRetrying, queries, job.id]);

  useEffect(() => {
    if (before === undefined || job.updatedAt === before.updatedAt) return;
    setBefore(undefined);
    void queries.invalidateQueries({ queryKey: transcriptKey(job.id) });
    const gained = (before.missingSeconds ?? 0) - (job.missingSeconds ?? 0);
    say(gained > 0 ? t("entry.gap.found") : t("entry.gap.nothingMore"));
  }, [before, job, queries, say, t]);

  const retry = (): void => {
    setBefore(job);
    action.mutate("retry-missing", {
      onError: ({ message }) => {
        setBefore(undefined);
        say(message);
      },
    });
  };
  return { retry, isRetrying };
}
