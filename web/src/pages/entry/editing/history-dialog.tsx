import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useEditTranscript, useTranscriptEdits, type TranscriptEdit } from "../../../api/edits.js";
import { dayAndTime } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { useSay } from "../../../ui/toasts.js";
import { MomentLink } from "../player/moment-link.js";
import { wordDiff } from "./word-diff.js";
import styles from "./history-dialog.module.css";

const TAGS = { same: "span", gone: "del", new: "ins" } as const;

/** Everything that was ever corrected, each to be taken back. */
export function HistoryDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: edits, error } = useTranscriptEdits(job.id);
  return (
    <Dialog open onClose={onClose} title={t("entry.history.title")}>
      {error !== null && <p>{error.message}</p>}
      {edits?.length === 0 && <p>{t("entry.history.empty")}</p>}
      <ol role="list" className={styles["edits"]}>
        {edits?.map((edit) => (
          <Edit key={`${edit.segmentId} ${edit.at}`} job={job} edit={edit} />
        ))}
      </ol>
    </Dialog>
  );
}

function Edit({ job, edit }: { job: Job; edit: TranscriptEdit }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const { mutate, isPending } = useEditTranscript(job.id);
  const { segmentId, start, before, after, at, by, gone } = edit;
  const takeBack = (): void =>
    mutate([{ segmentId, text: before, expectedText: after }], {
      onError: () => say(t("entry.history.changed")),
    });
  const when = dayAndTime(at, i18n.language);
  return (
    <li>
      <p className={styles["facts"]}>
        <MomentLink seconds={start} /> · {when}
        {by !== "local" && ` · ${by}`}
      </p>
      <p className={styles["text"]}>
        {wordDiff(before, after).map(({ kind, text }, index) => {
          const Tag = TAGS[kind];
          return [" ", <Tag key={index}>{text}</Tag>];
        })}
      </p>
      {gone === true ? (
        <p className={styles["facts"]}>{t("entry.history.gone")}</p>
      ) : (
        <Button look="quiet" disabled={isPending} onClick={takeBack}>
          {t("entry.history.takeBack")}
        </Button>
      )}
    </li>
  );
}
