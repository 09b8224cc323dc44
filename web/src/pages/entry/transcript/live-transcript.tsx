import { useMemo, type ReactNode } from "react";
import type { Live } from "../../../api/live.js";
import { GapRow } from "./gap-row.js";
import { rowsOfParts } from "./live-rows.js";
import { PassageRow } from "./passage-row.js";
import type { Row } from "./rows.js";
import { TranscriptList } from "./transcript-list.js";
import { wordTimesOf } from "./word-times.js";

const NOTHING = [] as const;

/** What has been heard so far of a job that runs. It can be listened to, and not yet be corrected. */
export function LiveTranscript({ live }: { live: Live }) {
  const rows = useMemo(() => rowsOfParts(live), [live]);
  const times = useMemo(() => wordTimesOf(rows), [rows]);
  const renderRow = (row: Row): ReactNode =>
    row.kind === "speech" ? (
      <PassageRow row={row} onEdit={undefined} />
    ) : (
      <GapRow gap={row} onRetry={undefined} isRetrying={false} />
    );
  return (
    <TranscriptList rows={rows} times={times} renderRow={renderRow} matches={NOTHING} current={undefined} />
  );
}
