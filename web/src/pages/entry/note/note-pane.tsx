import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { isOver } from "../../../api/jobs.js";
import type { Live } from "../../../api/live.js";
import { hasNote, useTranscript, type Note } from "../../../api/results.js";
import { RunState } from "../running/run-state.js";
import { Failure } from "../running/failure.js";
import { readNoteDraft } from "./draft.js";
import { EntryHead } from "./entry-head.js";
import { NoteForm } from "./note-form.js";
import { NoteFooter } from "./note-footer.js";
import { NoteFailure, NotePending } from "./note-states.js";
import { NoteView } from "./note-view.js";
import styles from "./note-pane.module.css";

interface Props {
  job: Job;
  note: Note | undefined;
  live: Live;
  /** Whether the note is being changed by hand. */
  edits: boolean;
  onEdits: (edits: boolean) => void;
}

/** The entry's page in the diary: its title, and what the recording comes to, or how far that is. */
export function NotePane({ job, note, live, edits, onEdits }: Props) {
  const { t } = useTranslation();
  const { data: transcript } = useTranscript(job);
  return (
    <div className={styles["pane"]}>
      <EntryHead job={job} note={note} />
      {!isOver(job) && <RunState job={job} live={live} />}
      {(job.status === "failed" || job.status === "cancelled") && <Failure job={job} />}
      {job.status === "completed" && (
        <>
          {job.note.status === "pending" && <NotePending isAgain={note !== undefined} />}
          {job.note.status === "failed" && <NoteFailure job={job} />}
          {note !== undefined && !edits && <NoteView note={note} />}
          {note !== undefined && edits && (
            <NoteForm
              job={job}
              note={readNoteDraft(job.id) ?? note}
              segments={transcript?.segments ?? []}
              onDone={() => onEdits(false)}
            />
          )}
          {note === undefined && hasNote(job) && <p>{t("app.loading")}</p>}
        </>
      )}
      {/* Not before the note above it, which would push it down. */}
      {(note !== undefined || !hasNote(job)) && <NoteFooter job={job} note={note} />}
    </div>
  );
}
