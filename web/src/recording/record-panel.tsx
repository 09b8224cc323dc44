import { useTranslation } from "react-i18next";
import { Notice } from "../ui/notice.js";
import { RecordButton } from "./record-button.js";
import { useRecording } from "./recording-context.js";
import { RunningRecording } from "./running-recording.js";
import styles from "./record-panel.module.css";

/** One button to begin with; then what is being recorded. */
export function RecordPanel() {
  const { t } = useTranslation();
  const { recorder, refusal } = useRecording();
  if (recorder !== undefined) return <RunningRecording recorder={recorder} />;
  return (
    <div className={styles["panel"]}>
      <div className={styles["button"]}>
        <RecordButton look="wide" />
      </div>
      {refusal !== undefined && <Notice tone="bad">{t(`home.microphone.${refusal}`)}</Notice>}
    </div>
  );
}
