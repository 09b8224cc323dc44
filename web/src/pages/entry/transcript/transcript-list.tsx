import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownUp } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { usePlayer, usePlayerState } from "../player/player-context.js";
import { useShortcuts } from "../player/shortcuts.js";
import type { Match } from "./find.js";
import { markFound, unmarkFound } from "./found-marks.js";
import type { Row } from "./rows.js";
import { useReading } from "./use-reading.js";
import type { WordTimes } from "./word-times.js";
import styles from "./transcript-list.module.css";

/** Before a row is measured: what its text will take, in pixels. */
const LINE_PX = 29;
const CHARACTER_PX = 7.9;
const WIDEST_PX = 570;
const AROUND_TEXT_PX = 20;
/** Rows beyond both ends of the window that are there before they are scrolled to. */
const OVERSCAN = 6;

interface Props {
  rows: readonly Row[];
  times: WordTimes;
  renderRow: (row: Row, index: number) => ReactNode;
  matches: readonly Match[];
  current: Match | undefined;
  /** The place of a row that is to be seen; -1 for none. */
  shownRow?: number;
  /** A segment was double-clicked. */
  onPick?: ((segmentId: number) => void) | undefined;
}

/** The rows as far as they are in view: a recording of three hours has thousands of sentences. */
export function TranscriptList({ rows, times, renderRow, matches, current, shownRow = -1, onPick }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const player = usePlayer();
  const { playing } = usePlayerState();
  const virtual = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index], scroller.current?.clientWidth ?? WIDEST_PX),
    overscan: OVERSCAN,
    // Rows keep what was measured of them when others come before them.
    getItemKey: (index) => keyOf(rows[index], index),
    paddingStart: 16,
    paddingEnd: 160,
  });
  const { follows, follow } = useReading(scroller, virtual, times);
  useShortcuts(useMemo(() => ({ follow }), [follow]));

  useLayoutEffect(() => {
    if (scroller.current !== null && matches.length > 0) markFound(scroller.current, matches, current);
    else unmarkFound();
  });
  useEffect(() => unmarkFound, []);
  useEffect(() => {
    if (current !== undefined) virtual.scrollToIndex(current.row, { align: "center" });
  }, [current, virtual]);
  useEffect(() => {
    if (shownRow >= 0) virtual.scrollToIndex(shownRow, { align: "center" });
  }, [shownRow, virtual]);

  const onClick = ({ target }: MouseEvent): void => {
    const word = numberOf(target, "word");
    // Whoever marks text to copy it does not want to hear it.
    if (word !== undefined && window.getSelection()?.isCollapsed !== false)
      player.playFrom(times.starts[word] ?? 0);
  };
  const onDoubleClick = ({ target }: MouseEvent): void => {
    const segment = numberOf(target, "segment");
    if (segment !== undefined) onPick?.(segment);
  };
  const items = virtual.getVirtualItems();
  return (
    <div className={styles["frame"]}>
      <div
        ref={scroller}
        className={styles["scroller"]}
        tabIndex={0}
        role="region"
        aria-label={t("entry.transcript.title")}
      >
        <div style={{ height: virtual.getTotalSize() }}>
          <ol
            role="list"
            className={styles["rows"]}
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
            onClick={onClick}
            onDoubleClick={onDoubleClick}
          >
            {items.map(({ key, index }) => {
              const row = rows[index];
              return (
                <li
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-posinset={index + 1}
                  aria-setsize={rows.length}
                >
                  {row !== undefined && renderRow(row, index)}
                </li>
              );
            })}
          </ol>
        </div>
      </div>
      {!follows && playing && (
        <Button className={styles["follow"]} onClick={follow}>
          <ArrowDownUp size={16} aria-hidden />
          {t("entry.transcript.follow")}
        </Button>
      )}
    </div>
  );
}

function numberOf(target: EventTarget, name: "word" | "segment"): number | undefined {
  const element = target instanceof Element ? target.closest(`[data-${name}]`) : null;
  return element === null ? undefined : Number(element.getAttribute(`data-${name}`));
}

const keyOf = (row: Row | undefined, index: number): string =>
  row === undefined
    ? String(index)
    : `${row.kind} ${row.start} ${row.kind === "speech" ? row.segments[0]?.segment.id : ""}`;

function heightOf(row: Row | undefined, width: number): number {
  if (row?.kind !== "speech") return 3 * AROUND_TEXT_PX;
  const lines = Math.ceil((row.text.length * CHARACTER_PX) / Math.min(WIDEST_PX, width - 2 * AROUND_TEXT_PX));
  return AROUND_TEXT_PX + lines * LINE_PX;
}
