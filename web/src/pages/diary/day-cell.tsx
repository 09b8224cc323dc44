import { useTranslation } from "react-i18next";
import type { DiaryEntry } from "../../api/diary.js";
import { fullDay } from "../../i18n/days.js";
import { MoodMark } from "../../mood/mood-mark.js";
import { moodOfDay } from "./mood-days.js";
import styles from "./calendar.module.css";

interface Props {
  day: string;
  entries: readonly DiaryEntry[];
  /** Of the month before or after. */
  isOutside: boolean;
  isToday: boolean;
  isChosen: boolean;
  /** Where the Tab key enters the calendar. */
  isStop: boolean;
  onChoose: () => void;
}

/** A day with the mood of its entries, as a face and as the colour of the field. */
export function DayCell({ day, entries, isOutside, isToday, isChosen, isStop, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const mood = moodOfDay(entries);
  const name = [
    fullDay(day, i18n.language),
    entries.length > 0 && t("looking.diary.entries", { count: entries.length }),
    mood !== undefined && t(`looking.mood.${mood.label}`),
  ];
  return (
    <td
      role="gridcell"
      data-day={day}
      data-mood={isOutside ? undefined : mood?.label}
      tabIndex={isStop ? 0 : -1}
      aria-selected={isChosen}
      aria-current={isToday ? "date" : undefined}
      aria-label={name.filter(Boolean).join(", ")}
      className={[styles["cell"], isOutside && styles["outside"]].filter(Boolean).join(" ")}
      onClick={onChoose}
    >
      <span className={styles["day"]}>
        <span className={styles["number"]}>{Number(day.slice(8))}</span>
        {!isOutside && (
          <span className={styles["marks"]}>
            {mood !== undefined && <MoodMark label={mood.label} size={18} />}
            {mood === undefined && entries.length > 0 && <span className={styles["dot"]} />}
            {entries.length > 1 && <span className={styles["count"]}>{entries.length}</span>}
          </span>
        )}
      </span>
    </td>
  );
}
