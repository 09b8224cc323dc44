import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { titleOf } from "../../../api/job-title.js";
import type { Note } from "../../../api/results.js";
import { fullDay } from "../../../i18n/days.js";
import { length, localDay, timeOfDay } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { HeadForm } from "./head-form.js";
import styles from "./entry-head.module.css";

/** What the entry is called, when it was, and what it was made of. */
export function EntryHead({ job, note }: { job: Job; note: Note | undefined }) {
  const { t, i18n } = useTranslation();
  const [edits, setEdits] = useState(false);
  const title = titleOf(job);
  const day = note?.date ?? localDay(job.createdAt);
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const facts = [
    timeOfDay(job.createdAt, i18n.language),
    job.durationSeconds !== undefined && length(job.durationSeconds, i18n.language),
    isNamed(job.language) && names.of(job.language),
  ].filter(Boolean);
  if (edits) return <HeadForm job={job} title={title} onDone={() => setEdits(false)} />;
  return (
    <header className={styles["head"]}>
      <p className={styles["day"]}>
        <time dateTime={day}>{fullDay(day, i18n.language)}</time>
      </p>
      <div className={styles["line"]}>
        <h1 id="page-title" tabIndex={-1} className={styles["title"]}>
          {title}
        </h1>
        <Button
          look="icon"
          className={styles["edit"]}
          aria-label={t("entry.head.edit")}
          onClick={() => setEdits(true)}
        >
          <Pencil size={16} aria-hidden />
        </Button>
      </div>
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

/** Where nothing was said no language was either. */
const isNamed = (language: string | undefined): language is string =>
  language !== undefined && language !== "und";
