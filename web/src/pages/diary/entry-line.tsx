import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { DiaryEntry } from "../../api/diary.js";
import { dayText } from "../../i18n/days.js";
import { length, localDay, timeOfDay } from "../../i18n/times.js";
import { MoodMark } from "../../mood/mood-mark.js";
import styles from "./entry-line.module.css";

/** One entry: how it felt, what it is called, when and how long. */
export function EntryLine({ entry }: { entry: DiaryEntry }) {
  const { t, i18n } = useTranslation();
  const { mood } = entry;
  const facts = [
    mood !== undefined && t(`looking.mood.${mood.label}`),
    recordedAt(),
    entry.durationSeconds !== undefined && length(entry.durationSeconds, i18n.language),
  ];
  return (
    <li>
      <Link href={`/entries/${entry.jobId}`} className={styles["line"] ?? ""}>
        <span className={styles["mark"]}>
          {mood === undefined ? (
            <span className={styles["dot"]} />
          ) : (
            <MoodMark label={mood.label} size={26} />
          )}
        </span>
        <span className={styles["text"]}>
          <span className={styles["title"]}>{entry.title}</span>
          <span className={styles["facts"]}>{facts.filter(Boolean).join(" · ")}</span>
          {entry.tags.length > 0 && (
            <span className={styles["tags"]}>
              {entry.tags.map((tag) => (
                <span key={tag}>{tag}</span>
              ))}
            </span>
          )}
        </span>
      </Link>
    </li>
  );

  /** The time of day; for what was told on a later day, that day. */
  function recordedAt(): string {
    const day = localDay(entry.createdAt);
    if (day === entry.date) return timeOfDay(entry.createdAt, i18n.language);
    return t("looking.diary.toldOn", {
      day: dayText(day, i18n.language, { day: "numeric", month: "short" }),
    });
  }
}
