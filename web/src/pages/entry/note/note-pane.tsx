import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { isOver } from "../../../api/jobs.js";
import type { Live } from "../../../api/live.js";
import type { Note } from "../../../api/results.js";
import { RunState } from "../running/run-state.js";
import { Failure } from "../running/failure.js";
import { EntryHead } from "./entry-head.js";
import { NoteFooter } from "./note-footer.js";
import { NoteFailure, NotePending } from "./note-states.js";
import { NoteView } from "./note-view.js";
import styles from "./note-pane.module.css";

interface Props {
  job: Job;
  note: Note | undefined;
  live: Live;
}

/** The entry's page in the diary: its title, and what the recording comes to, or how far that is. */
export function NotePane({ job, note, live }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["pane"]}>
      <EntryHead job={job} note={note} />
      {!isOver(job) && <RunState job={job} live={live} />}
      {(job.status === "failed" || job.status === "cancelled") && <Failure job={job} />}
      {job.status === "completed" && (
        <>
          {job.note.status === "pending" && <NotePending isAgain={note !== undefined} />}
          {job.note.status === "failed" && <NoteFailure job={job} />}
          {note !== undefined && <NoteView note={note} />}
          {note === undefined && job.note.status === "completed" && <p>{t("app.loading")}</p>}
        </>
      )}
      <NoteFooter job={job} note={note} />
    </div>
  );
}
