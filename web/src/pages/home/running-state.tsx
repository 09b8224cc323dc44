import { useTranslation } from "react-i18next";
import type { Job } from "../../api/client.js";
import { useLive } from "../../api/live.js";
import { clock, length } from "../../i18n/times.js";
import { ProgressBar } from "../../ui/progress-bar.js";
import styles from "./running-state.module.css";

/** How far a job is, in audio time, and how long it will still take. */
export function RunningState({ job, followed }: { job: Job; followed: boolean }) {
  const { t, i18n } = useTranslation();
  const { progress } = useLive(job.id, followed);
  const paused = job.paused === true;
  const state = paused ? t("home.state.paused") : t(`home.state.${job.status}`);
  const known = progress !== undefined && progress.audioSeconds > 0;
  const far = known && [clock(progress.transcribedSeconds), clock(progress.audioSeconds)];
  const left = !paused && progress?.secondsLeft !== undefined && length(progress.secondsLeft, i18n.language);
  return (
    <span className={styles["state"]} {...(paused && { "data-paused": true })}>
      <span className={styles["words"]}>
        <span>{state}</span>
        {far !== false && <span className="numbers">{t("home.far", { done: far[0], all: far[1] })}</span>}
        {left !== false && <span>{t("home.left", { length: left })}</span>}
      </span>
      <ProgressBar
        share={known ? progress.transcribedSeconds / progress.audioSeconds : undefined}
        label={state}
      />
    </span>
  );
}
