import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../i18n/times.js";
import { Button } from "../ui/button.js";
import { LevelMeter } from "./level-meter.js";
import type { Recorder } from "./recorder.js";
import { useRecorderState } from "./use-recorder-state.js";
import styles from "./running-recording.module.css";

/** Time, level, pause and end. `floating`: over another page than the one where it was begun. */
export function RunningRecording({ recorder, floating = false }: { recorder: Recorder; floating?: boolean }) {
  const { t } = useTranslation();
  const [{ phase, seconds }, look] = useRecorderState(recorder);
  const [quiet, setQuiet] = useState(false);
  const paused = phase === "paused";
  return (
    <div
      role="group"
      aria-label={t("home.recording")}
      className={[styles["panel"], floating && styles["floating"]].filter(Boolean).join(" ")}
    >
      <div className={styles["head"]}>
        <span className={paused ? styles["dot-still"] : styles["dot"]} aria-hidden />
        <span role="timer" className={styles["time"]}>
          {clock(seconds)}
        </span>
      </div>
      <LevelMeter analyser={recorder.analyser} still={paused} onQuiet={setQuiet} />
      <div className={styles["buttons"]}>
        <Button
          onClick={() => {
            if (paused) recorder.resume();
            else recorder.pause();
            look();
          }}
        >
          {paused ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />}
          {paused ? t("home.resumeRecording") : t("home.pauseRecording")}
        </Button>
        <Button look="primary" onClick={() => recorder.stop()}>
          <Square size={16} aria-hidden fill="currentColor" />
          {t("home.endRecording")}
        </Button>
      </div>
      <p role="status" className={quiet ? styles["quiet"] : styles["hint"]}>
        {quiet ? t("home.nothingHeard") : t("home.recordingKept")}
      </p>
    </div>
  );
}
