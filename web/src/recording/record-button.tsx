import { Mic } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearch } from "wouter";
import { useRecording } from "./recording-context.js";
import styles from "./record-button.module.css";

/** `round`: for a bar of icons. Where the page was opened to record, as by the app's shortcut, one key or tap begins. */
export function RecordButton({ look }: { look: "wide" | "round" }) {
  const { t } = useTranslation();
  const { begin } = useRecording();
  const toRecord = new URLSearchParams(useSearch()).has("record");
  return (
    <button type="button" className={styles[look]} autoFocus={toRecord} onClick={() => void begin()}>
      <Mic size={26} aria-hidden />
      <span className={look === "round" ? "visually-hidden" : undefined}>{t("home.record")}</span>
    </button>
  );
}
