import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Segment } from "../../../api/results.js";
import { usePosition } from "./player-context.js";
import styles from "./player-bar.module.css";

/** The sentence that is being said, for who does not have the transcript before them; it leads there. */
export function Caption({ segments, onOpen }: { segments: readonly Segment[]; onOpen: () => void }) {
  const { t } = useTranslation();
  const line = useRef<HTMLButtonElement>(null);
  usePosition((seconds) => {
    const text = seconds === 0 ? "" : (segments.findLast(({ start }) => start <= seconds)?.text.trim() ?? "");
    if (line.current === null || line.current.textContent === text) return;
    line.current.textContent = text;
    line.current.hidden = text === "";
  });
  return (
    <button
      ref={line}
      type="button"
      hidden
      aria-description={t("entry.transcript.title")}
      className={styles["caption"]}
      onClick={onOpen}
    />
  );
}
