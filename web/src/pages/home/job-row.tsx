import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Job } from "../../api/client.js";
import { isOver } from "../../api/jobs.js";
import { useLive } from "../../api/live.js";
import { length } from "../../i18n/times.js";
import { JobMenu } from "./job-menu.js";
import styles from "./job-row.module.css";

/** What a list calls a job: its own title, else its note's, else its file's name. */
export const titleOf = (job: Job): string => job.title ?? job.fileName;

export function JobRow({ job, followed }: { job: Job; followed: boolean }) {
  const { t, i18n } = useTranslation();
  const time = new Date(job.createdAt).toLocaleTimeString(i18n.language, { timeStyle: "short" });
  const facts = [
    time,
    job.durationSeconds !== undefined && length(job.durationSeconds, i18n.language),
    job.title !== undefined && job.fileName,
  ].filter(Boolean);
  return (
    <li className={styles["row"]}>
      <Link href={`/entries/${job.id}`} className={styles["link"] ?? ""}>
        <span className={styles["title"]}>{titleOf(job)}</span>
        <span className={styles["facts"]}>
          {facts.join(" · ")}
          {(job.missingSeconds ?? 0) > 0 && (
            <span className={styles["missing"]}>
              {" · "}
              {t("home.missing", { length: length(job.missingSeconds ?? 0, i18n.language) })}
            </span>
          )}
        </span>
        {job.tags !== undefined && job.tags.length > 0 && (
          <span className={styles["tags"]}>
            {job.tags.map((tag) => (
              <span key={tag}>{tag}</span>
            ))}
          </span>
        )}
        {job.status === "failed" && (
          <span className={styles["failure"]}>{job.failure?.message ?? t("home.state.failed")}</span>
        )}
        {job.status === "cancelled" && <span className={styles["facts"]}>{t("home.state.cancelled")}</span>}
        {!isOver(job) && <RunningState job={job} followed={followed} />}
      </Link>
      <JobMenu job={job} />
    </li>
  );
}

function RunningState({ job, followed }: { job: Job; followed: boolean }) {
  const { t, i18n } = useTranslation();
  const { progress } = useLive(job.id, followed);
  const share =
    progress === undefined || progress.audioSeconds === 0
      ? undefined
      : progress.transcribedSeconds / progress.audioSeconds;
  const state = job.paused === true ? t("home.state.paused") : t(`home.state.${job.status}`);
  return (
    <span className={styles["running"]}>
      <span>
        {state}
        {progress?.secondsLeft !== undefined &&
          job.paused !== true &&
          ` · ${t("home.left", { length: length(progress.secondsLeft, i18n.language) })}`}
      </span>
      <progress
        {...(share !== undefined && { value: share })}
        max={1}
        aria-label={state}
        className={styles["bar"]}
      />
    </span>
  );
}
