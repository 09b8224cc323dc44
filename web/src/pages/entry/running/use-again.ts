import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { ApiProblem, type Job } from "../../../api/client.js";
import { useJobAction } from "../../../api/jobs.js";
import { useSay } from "../../../ui/toasts.js";

/** Takes a failed job up again. Of a cancelled one, of which nothing is left but its recording, a new job is made. */
export function useAgain(job: Job): { again: () => void; isSending: boolean } {
  const say = useSay();
  const { mutate: act, isPending: isActing } = useJobAction(job.id);
  const anew = useNewJob(job);
  if (job.status === "cancelled") return { again: anew.mutate, isSending: anew.isPending };
  const again = (): void => act("retry", { onError: ({ message }) => say(message) });
  return { again, isSending: isActing };
}

/** With the same wishes. */
function useNewJob(job: Job) {
  const say = useSay();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: () => sendAgain(job),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      navigate(`/entries/${made.id}`);
    },
    onError: ({ message }) => say(message),
  });
}

async function sendAgain(job: Job): Promise<Job> {
  const recording = await fetch(`/v1/jobs/${job.id}/audio`);
  if (!recording.ok) throw await problemOf(recording);
  const { title, tags, metadata, options } = job;
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...options, title, tags, metadata }))
    if (value !== undefined) form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  form.set("file", await recording.blob(), job.fileName);
  const answer = await fetch("/v1/jobs", { method: "POST", body: form });
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Job;
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const { code = "unknown", detail = answer.statusText } = (await answer.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
  };
  return new ApiProblem(code, answer.status, detail);
}
