import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { isOfTheRecording } from "../../../api/jobs.js";
import { Button } from "../../../ui/button.js";
import { Notice } from "../../../ui/notice.js";
import { useFailureText } from "./failure-text.js";
import styles from "./failure.module.css";
import { useAgain } from "./use-again.js";

/** Why there is no transcript, and what can be done about it. The recording is kept in any case. */
export function Failure({ job }: { job: Job }) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const { again, isSending } = useAgain(job);
  const isCancelled = job.status === "cancelled";
  // Of one that is fetched from an address nothing may be there.
  const hasRecording = job.sha256 !== undefined;
  return (
    <Notice tone={isCancelled ? "warn" : "bad"}>
      <p>{isCancelled ? t("entry.failed.cancelled") : textOf(job.failure)}</p>
      <div className={styles["ways"]}>
        {(isCancelled ? hasRecording : !isOfTheRecording(job)) && (
          <Button disabled={isSending} onClick={again}>
            {isSending ? t("entry.failed.sending") : t("entry.failed.again")}
          </Button>
        )}
        {hasRecording && (
          <a href={`/v1/jobs/${job.id}/audio`} download="">
            {t("entry.export.audio")}
          </a>
        )}
      </div>
    </Notice>
  );
}
