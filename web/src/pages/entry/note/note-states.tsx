import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, dataOf, type Job } from "../../../api/client.js";
import { Button } from "../../../ui/button.js";
import { Notice } from "../../../ui/notice.js";
import { useSay } from "../../../ui/toasts.js";
import { useFailureText } from "../running/failure-text.js";
import styles from "./note-states.module.css";

export function NotePending({ isAgain }: { isAgain: boolean }) {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles["pending"]}>
      {t(isAgain ? "entry.note.pendingAgain" : "entry.note.pending")}
    </p>
  );
}

/** Why there is no note. The transcript is there all the same. */
export function NoteFailure({ job }: { job: Job }) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const say = useSay();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => dataOf(api.POST("/v1/jobs/{jobId}/note", { params: { path: { jobId: job.id } } })),
    onSuccess: (asked) => queries.setQueryData(["job", job.id], asked),
    onError: ({ message }) => say(message),
  });
  const isWordless = job.note.failure?.code === "note_without_speech";
  return (
    <Notice tone={isWordless ? "warn" : "bad"}>
      <p>{textOf(job.note.failure)}</p>
      {!isWordless && (
        <Button disabled={isPending} onClick={() => mutate()}>
          {t("entry.note.tryAgain")}
        </Button>
      )}
    </Notice>
  );
}
