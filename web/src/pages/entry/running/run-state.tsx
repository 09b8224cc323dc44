import { Pause, Play, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useJobAction, type JobAction } from "../../../api/jobs.js";
import type { Live } from "../../../api/live.js";
import { clock, length } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { ProgressBar } from "../../../ui/progress-bar.js";
import { useSay } from "../../../ui/toasts.js";
import styles from "./run-state.module.css";

/** How far a running job is, in time of the recording, and what can be done about it. */
export function RunState({ job, live: { progress } }: { job: Job; live: Live }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const { mutate, isPending } = useJobAction(job.id);
  const act = (action: JobAction): void => mutate(action, { onError: ({ message }) => say(message) });
  const isPaused = job.paused === true;
  const share = shareOf(job, progress);
  const state = isPaused ? t("home.state.paused") : t(`home.state.${job.status}`);
  return (
    <section className={styles["run"]} aria-label={t("entry.run.name")}>
      <p className={styles["state"]} role="status">
        {state}
      </p>
      <div className={styles["progress"]}>
        <ProgressBar share={share} label={state} />
      </div>
      <p className={styles["facts"]}>
        {progress !== undefined && progress.audioSeconds > 0 && (
          <span>
            {t("entry.run.heard", {
              done: clock(progress.transcribedSeconds),
              all: clock(progress.audioSeconds),
            })}
          </span>
        )}
        <span>
          {!isPaused &&
            job.status === "transcribing" &&
            (progress?.secondsLeft === undefined
              ? t("entry.run.unknown")
              : t("home.left", { length: length(progress.secondsLeft, i18n.language) }))}
        </span>
      </p>
      <div className={styles["buttons"]}>
        <Button disabled={isPending} onClick={() => act(isPaused ? "resume" : "pause")}>
          {isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          {t(isPaused ? "home.action.resume" : "home.action.pause")}
        </Button>
        <Button look="quiet" disabled={isPending} onClick={() => act("cancel")}>
          <X size={16} aria-hidden />
          {t("home.action.cancel")}
        </Button>
      </div>
      <p className={styles["hint"]}>{t(isPaused ? "entry.run.pausedHint" : "entry.run.hint")}</p>
    </section>
  );
}

/** All is heard when the note is being written. */
function shareOf({ status }: Job, progress: Live["progress"]): number | undefined {
  if (status === "writing_note") return 1;
  if (progress === undefined || progress.audioSeconds === 0) return undefined;
  return progress.transcribedSeconds / progress.audioSeconds;
}
