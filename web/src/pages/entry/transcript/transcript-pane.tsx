import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { isOver } from "../../../api/jobs.js";
import type { Live } from "../../../api/live.js";
import { hasTranscript, useTranscript, type Transcript } from "../../../api/results.js";
import { Button } from "../../../ui/button.js";
import { Notice } from "../../../ui/notice.js";
import { useShortcuts } from "../player/shortcuts.js";
import { GapRow } from "./gap-row.js";
import { rowsOfParts } from "./live-rows.js";
import { PassageRow, isUnsure } from "./passage-row.js";
import { rowsOf, type Row } from "./rows.js";
import { Toolbar } from "./toolbar.js";
import { TranscriptList } from "./transcript-list.js";
import { useFind } from "./use-find.js";
import { useMissing } from "./use-missing.js";
import { useUnsureMarks } from "./use-unsure-marks.js";
import { wordTimesOf } from "./word-times.js";
import styles from "./transcript-pane.module.css";

interface Props {
  job: Job;
  title: string;
  live: Live;
  /** Called when something is to be found here, wherever one looks at present. */
  onFind: () => void;
}

/** What was said: while the job runs as far as it has been heard, then as a whole. */
export function TranscriptPane({ job, title, live, onFind }: Props) {
  const { t } = useTranslation();
  const { data: transcript, error, refetch } = useTranscript(job);
  if (transcript !== undefined)
    return <WholeTranscript job={job} title={title} transcript={transcript} onFind={onFind} />;
  if (error !== null)
    return (
      <Message>
        <Notice tone="bad">
          <p>{error.message}</p>
          <Button onClick={() => void refetch()}>{t("app.retry")}</Button>
        </Notice>
      </Message>
    );
  if (hasTranscript(job)) return <Message>{t("app.loading")}</Message>;
  if (live.parts.length > 0) return <LiveTranscript live={live} />;
  return <Message>{t(isOver(job) ? "entry.transcript.none" : "entry.transcript.soon")}</Message>;
}

function Message({ children }: { children: ReactNode }) {
  return <div className={styles["message"]}>{children}</div>;
}

function WholeTranscript(props: Omit<Props, "live"> & { transcript: Transcript }) {
  const { job, title, transcript, onFind } = props;
  const { t } = useTranslation();
  const rows = useMemo(() => rowsOf(transcript), [transcript]);
  const times = useMemo(() => wordTimesOf(rows), [rows]);
  const unsureCount = useMemo(
    () => transcript.segments.reduce((sum, { words }) => sum + words.filter(isUnsure).length, 0),
    [transcript],
  );
  const find = useFind(rows);
  const [marked, toggle] = useUnsureMarks();
  const missing = useMissing(job);
  const openFind = (): void => {
    onFind();
    find.open();
  };
  useShortcuts({ find: openFind });
  const renderRow = (row: Row): ReactNode =>
    row.kind === "speech" ? (
      <PassageRow row={row} onEdit={undefined} />
    ) : (
      <GapRow gap={row} onRetry={missing.retry} isRetrying={missing.isRetrying} />
    );
  return (
    <div className={styles["pane"]} data-unsure={marked ? "marked" : undefined}>
      <Toolbar title={title} find={find} unsure={{ count: unsureCount, marked, toggle }} />
      {rows.length === 0 ? (
        <Message>{t("entry.transcript.silent")}</Message>
      ) : (
        <TranscriptList
          rows={rows}
          times={times}
          renderRow={renderRow}
          matches={find.matches}
          current={find.current}
        />
      )}
    </div>
  );
}

const NOTHING = [] as const;

function LiveTranscript({ live }: { live: Live }) {
  const rows = useMemo(() => rowsOfParts(live), [live]);
  const times = useMemo(() => wordTimesOf(rows), [rows]);
  const renderRow = (row: Row): ReactNode =>
    row.kind === "speech" ? (
      <PassageRow row={row} onEdit={undefined} />
    ) : (
      <GapRow gap={row} onRetry={undefined} isRetrying={false} />
    );
  return (
    <div className={styles["pane"]}>
      <TranscriptList rows={rows} times={times} renderRow={renderRow} matches={NOTHING} current={undefined} />
    </div>
  );
}
