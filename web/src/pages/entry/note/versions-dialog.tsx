import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useNoteVersions, useReplaceNote } from "../../../api/notes.js";
import { dayAndTime } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { useSay } from "../../../ui/toasts.js";
import { NoteView } from "./note-view.js";
import styles from "./versions-dialog.module.css";

/** The notes that were there before: nothing that was written by hand is lost. */
export function VersionsDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const { data: versions, error } = useNoteVersions(job.id);
  const { mutate, isPending } = useReplaceNote(job.id);
  const [shown, setShown] = useState<string>();
  return (
    <Dialog open onClose={onClose} title={t("entry.versions.title")}>
      {error !== null && <p>{error.message}</p>}
      {versions?.length === 0 && <p>{t("entry.versions.empty")}</p>}
      <ol role="list" className={styles["versions"]}>
        {versions?.map(({ id, at, by, note }) => (
          <li key={id}>
            <button
              type="button"
              aria-expanded={shown === id}
              className={styles["head"]}
              onClick={() => setShown(shown === id ? undefined : id)}
            >
              <span>{note.title}</span>
              <span className={styles["facts"]}>
                {dayAndTime(at, i18n.language)}
                {by !== "local" && ` · ${by}`}
              </span>
            </button>
            {shown === id && (
              <>
                <NoteView note={note} />
                <Button
                  disabled={isPending}
                  onClick={() => mutate(note, { onSuccess: onClose, onError: ({ message }) => say(message) })}
                >
                  {t("entry.versions.restore")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
