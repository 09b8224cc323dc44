import { Tooltip } from "radix-ui";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../api/client.js";
import { titleOf } from "../../api/job-title.js";
import { isOver } from "../../api/jobs.js";
import { useLive } from "../../api/live.js";
import { hasNote, useNote, useTranscript, useWaveform } from "../../api/results.js";
import { EditButton } from "./actions/edit-button.js";
import { EntryMenu } from "./actions/entry-menu.js";
import { ExportMenu } from "./actions/export-menu.js";
import { EntryBar, type Side } from "./entry-bar.js";
import { readNoteDraft } from "./note/draft.js";
import { VersionsDialog } from "./note/versions-dialog.js";
import { RewriteDialog } from "./note/rewrite-dialog.js";
import { NotePane } from "./note/note-pane.js";
import { Caption } from "./player/caption.js";
import { chaptersOf, missingMarks } from "./player/marks.js";
import { PlayerBar } from "./player/player-bar.js";
import { ShortcutsDialog } from "./player/shortcuts-dialog.js";
import { usePlayerKeys } from "./player/use-player-keys.js";
import { TranscriptPane } from "./transcript/transcript-pane.js";
import { useIsWide } from "./use-is-wide.js";
import { useAskedMoment, useOpenAt } from "./use-moment.js";
import styles from "./entry.module.css";

export function Entry({ job }: { job: Job }) {
  const { t } = useTranslation();
  const live = useLive(job.id, !isOver(job));
  const { data: note } = useNote(job);
  const { data: transcript } = useTranscript(job);
  const { data: waveform } = useWaveform(job);
  const isWide = useIsWide();
  const moment = useAskedMoment();
  useOpenAt(moment);
  // On a narrow screen only one of both is seen; who comes for a moment wants to read it.
  const [side, setSide] = useState<Side>(moment === undefined ? "note" : "transcript");
  // What was left unfinished is gone on with.
  const [editsNote, setEditsNote] = useState(() => readNoteDraft(job.id) !== undefined);
  const [open, setWindow] = useState<"shortcuts" | "rewrite" | "versions">();
  const close = (): void => setWindow(undefined);
  const title = titleOf(job);
  useEffect(() => {
    document.title = `${title} · Diarist`;
  }, [title]);
  const chapters = useMemo(() => chaptersOf(note), [note]);
  const missing = useMemo(() => missingMarks(transcript, t("entry.gap.mark")), [transcript, t]);
  usePlayerKeys(chapters, transcript, () => setWindow("shortcuts"));
  return (
    <Tooltip.Provider delayDuration={250}>
      <div className={styles["entry"]} data-side={side}>
        <EntryBar side={side} onSide={setSide}>
          {hasNote(job) && !editsNote && (
            <EditButton
              disabled={note === undefined}
              onClick={() => {
                setSide("note");
                setEditsNote(true);
              }}
            />
          )}
          <ExportMenu job={job} hasNote={hasNote(job)} />
          <EntryMenu
            job={job}
            onRewrite={() => setWindow("rewrite")}
            onVersions={() => setWindow("versions")}
            onHelp={() => setWindow("shortcuts")}
          />
        </EntryBar>
        <div className={styles["panes"]}>
          <section className={styles["note"]} aria-label={t("entry.note.title")} tabIndex={0}>
            <NotePane job={job} note={note} live={live} edits={editsNote} onEdits={setEditsNote} />
          </section>
          <section className={styles["transcript"]} aria-label={t("entry.transcript.title")}>
            <TranscriptPane job={job} title={title} live={live} onShow={() => setSide("transcript")} />
          </section>
        </div>
        <PlayerBar
          jobId={job.id}
          title={title}
          waveform={waveform}
          chapters={chapters}
          missing={missing}
          caption={
            !isWide &&
            side === "note" && (
              <Caption segments={transcript?.segments ?? []} onOpen={() => setSide("transcript")} />
            )
          }
        />
      </div>
      {open === "shortcuts" && <ShortcutsDialog onClose={close} />}
      {open === "rewrite" && (
        <RewriteDialog job={job} isEdited={note?.editedAt !== undefined} onClose={close} />
      )}
      {open === "versions" && <VersionsDialog job={job} onClose={close} />}
    </Tooltip.Provider>
  );
}
