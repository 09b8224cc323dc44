import { useTranslation } from "react-i18next";
import type { DiaryEntry } from "../../api/diary.js";
import { useBeingErased } from "../../api/erase.js";
import { dayText } from "../../i18n/days.js";
import { dayName } from "../../i18n/times.js";
import { Button } from "../../ui/button.js";
import type { DiaryPlace } from "./diary-place.js";
import { EmptyDays } from "./empty-days.js";
import { EntryLine } from "./entry-line.js";
import styles from "./entry-days.module.css";

interface Props {
  place: DiaryPlace;
  go: (change: Partial<DiaryPlace>) => void;
  entries: readonly DiaryEntry[];
}

/** The entries of the day or the month that is asked for, newest day first. */
export function EntryDays({ place, go, entries }: Props) {
  const { t, i18n } = useTranslation();
  const beingErased = useBeingErased();
  const kept = entries.filter(({ jobId }) => !beingErased.has(jobId));
  const days = [...Map.groupBy(kept, ({ date }) => date)].sort(([a], [b]) => (a < b ? 1 : -1));
  const month = dayText(`${place.month}-01`, i18n.language, { month: "long" });
  const whole = place.day !== undefined && (
    <Button
      look="quiet"
      className={styles["whole"]}
      onClick={() => go({ month: place.month, day: undefined })}
    >
      {t("looking.diary.wholeMonth", { month })}
    </Button>
  );
  return (
    <>
      <p role="status" className="visually-hidden">
        {t("looking.diary.entries", { count: kept.length })}
      </p>
      {days.map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`} className={styles["day"]}>
          <header className={styles["header"]}>
            <h2 id={`day-${day}`} className={styles["title"]}>
              {dayName(day, i18n.language)}
            </h2>
            {whole}
          </header>
          <ul role="list" className={styles["list"]}>
            {ofDay.map((entry) => (
              <EntryLine key={entry.jobId} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {days.length === 0 && <EmptyDays place={place}>{whole}</EmptyDays>}
    </>
  );
}
