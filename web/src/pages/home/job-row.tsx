import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Job } from "../../api/client.js";
import { titleOf } from "../../api/job-title.js";
import { isOver } from "../../api/jobs.js";
import { length, timeOfDay } from "../../i18n/times.js";
import { useFailureText } from "../entry/running/failure-text.js";
import { JobMark } from "./job-mark.js";
import { JobMenu } from "./job-menu.js";
import { RunningState } from "./running-state.js";
import styles from "./job-row.module.css";

/** More would be a second list. */
const TAGS_SHOWN = 3;

export function JobRow({ job, followed }: { job: Job; followed: boolean }) {
  const failureText = useFailureText();
  return (
    <li className={styles["row"]}>
      <Link href={`/entries/${job.id}`} className={styles["link"] ?? ""}>
        <JobMark job={job} />
        <span className={styles["text"]}>
          <span className={styles["title"]}>{titleOf(job)}</span>
          <Facts job={job} />
          {job.status === "failed" && <span className={styles["failure"]}>{failureText(job.failure)}</span>}
          {!isOver(job) && <RunningState job={job} followed={followed} />}
        </span>
      </Link>
      <JobMenu job={job} />
    </li>
  );
}

/** When, how long, what is wrong with it, and what it is about. */
function Facts({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const missing = job.missingSeconds ?? 0;
  const tags = [...new Set([...(job.tags ?? []), ...(job.note.tags ?? [])])].slice(0, TAGS_SHOWN);
  return (
    <span className={styles["facts"]}>
      <span className="nowrap">
        {job.note.mood !== undefined && `${t(`looking.mood.${job.note.mood.label}`)} · `}
        {timeOfDay(job.createdAt, i18n.language)}
        {job.durationSeconds !== undefined && ` · ${length(job.durationSeconds, i18n.language)}`}
        {job.status === "cancelled" && ` · ${t("home.state.cancelled")}`}
        {job.note.status === "failed" && job.status === "completed" && ` · ${t("home.noteFailed")}`}
      </span>
      {missing > 0 && (
        <span className={styles["missing"]}>
          {t("home.missing", { length: length(missing, i18n.language) })}
        </span>
      )}
      {tags.map((tag) => (
        <span key={tag} className={styles["tag"]}>
          {tag}
        </span>
      ))}
    </span>
  );
}
