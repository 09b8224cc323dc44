import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import type { Note } from "../../../api/results.js";
import { fullDay, length, localDay } from "../../../i18n/times.js";
import { titleOf } from "../title.js";
import styles from "./entry-head.module.css";

/** What the entry is called, when it was, and what it was made of. */
export function EntryHead({ job, note }: { job: Job; note: Note | undefined }) {
  const { i18n } = useTranslation();
  const day = note?.date ?? localDay(job.createdAt);
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const facts = [
    new Date(job.createdAt).toLocaleTimeString(i18n.language, { timeStyle: "short" }),
    job.durationSeconds !== undefined && length(job.durationSeconds, i18n.language),
    job.language !== undefined && names.of(job.language),
  ].filter(Boolean);
  return (
    <header className={styles["head"]}>
      <p className={styles["day"]}>
        <time dateTime={day}>{fullDay(day, i18n.language)}</time>
      </p>
      <h1 id="page-title" tabIndex={-1} className={styles["title"]}>
        {titleOf(job, note)}
      </h1>
      <p className={styles["facts"]}>{facts.join(" · ")}</p>
      {job.tags !== undefined && job.tags.length > 0 && (
        <ul role="list" className={styles["tags"]}>
          {job.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
    </header>
  );
}
