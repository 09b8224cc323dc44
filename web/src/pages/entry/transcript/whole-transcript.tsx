import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import type { Transcript } from "../../../api/results.js";
import { HistoryDialog } from "../editing/history-dialog.js";
import { PassageEditor } from "../editing/passage-editor.js";
import { UnsavedBar } from "../editing/unsaved-bar.js";
import { useEditing } from "../editing/use-editing.js";
import { usePlayer } from "../player/player-context.js";
import { useShortcuts } from "../player/shortcuts.js";
import { GapRow } from "./gap-row.js";
import { PassageRow, isUnsure } from "./passage-row.js";
import { rowsOf, type Passage, type Row } from "./rows.js";
import { Toolbar } from "./toolbar.js";
import { TranscriptList } from "./transcript-list.js";
import styles from "./transcript-pane.module.css";
import { useFind } from "./use-find.js";
import { useMissing } from "./use-missing.js";
import { useUnsureMarks } from "./use-unsure-marks.js";
import { lastBegun, wordTimesOf } from "./word-times.js";

interface Props {
  job: Job;
  title: string;
  transcript: Transcript;
  /** Called when something is to be seen here, wherever one looks at present. */
  onShow: () => void;
}

/** A transcript that is there: to be read, heard, searched and corrected. */
export function WholeTranscript({ job, title, transcript, onShow }: Props) {
  const { t } = useTranslation();
  const player = usePlayer();
  const rows = useMemo(() => rowsOf(transcript), [transcript]);
  const times = useMemo(() => wordTimesOf(rows), [rows]);
  const unsureCount = useMemo(
    () => transcript.segments.reduce((sum, { words }) => sum + words.filter(isUnsure).length, 0),
    [transcript],
  );
  const find = useFind(rows);
  const [marked, toggle] = useUnsureMarks();
  const missing = useMissing(job);
  const editing = useEditing(job);
  const [isHistoryOpen, setHistoryOpen] = useState(false);

  const editSegment = (segmentId: number | undefined): void => {
    const row = rows.find((one): one is Passage => has(one, segmentId));
    if (row === undefined) return;
    onShow();
    player.pause();
    editing.begin(row, segmentId);
  };
  // Rows are not rendered anew for what is typed in one of them.
  const latest = useRef(editSegment);
  useEffect(() => {
    latest.current = editSegment;
  });
  const onEdit = useCallback((row: Passage) => latest.current(row.segments[0]?.segment.id), []);

  useShortcuts({
    find: () => {
      onShow();
      find.open();
    },
    edit: () => editSegment(times.segments[lastBegun(times, player.seconds) ?? 0]),
  });

  const openAt = editing.open === undefined ? -1 : rows.findIndex((row) => has(row, editing.open?.focus));
  const renderRow = (row: Row, index: number): ReactNode => {
    if (row.kind !== "speech")
      return <GapRow gap={row} onRetry={missing.retry} isRetrying={missing.isRetrying} />;
    if (index === openAt) return <PassageEditor row={row} editing={editing} />;
    return <PassageRow row={row} onEdit={onEdit} />;
  };
  const wasEdited = transcript.segments.some(({ editedAt }) => editedAt !== undefined);
  return (
    <div className={styles["pane"]} data-unsure={marked ? "marked" : undefined}>
      <Toolbar
        title={title}
        find={find}
        unsure={{ count: unsureCount, marked, toggle }}
        onHistory={wasEdited ? () => setHistoryOpen(true) : undefined}
      />
      <UnsavedBar editing={editing} onShow={editSegment} />
      {rows.length === 0 ? (
        <p className={styles["message"]}>{t("entry.transcript.silent")}</p>
      ) : (
        <TranscriptList
          rows={rows}
          times={times}
          renderRow={renderRow}
          matches={find.matches}
          current={find.current}
          shownRow={openAt}
          onPick={editSegment}
        />
      )}
      {isHistoryOpen && <HistoryDialog job={job} onClose={() => setHistoryOpen(false)} />}
    </div>
  );
}

const has = (row: Row, segmentId: number | undefined): boolean =>
  row.kind === "speech" && row.segments.some(({ segment }) => segment.id === segmentId);
