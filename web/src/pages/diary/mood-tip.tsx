import { useTranslation } from "react-i18next";
import type { DiaryEntry } from "../../api/diary.js";
import { dayText } from "../../i18n/days.js";
import { MoodMark } from "../../mood/mood-mark.js";
import type { MoodDay } from "./mood-days.js";
import styles from "./mood-chart.module.css";

const WIDTH = 200;

/** What a point of the chart stands for. Who hears the page has it as the point's name. */
export function MoodTip(props: { day: MoodDay<DiaryEntry>; x: number; y: number; width: number }) {
  const { t, i18n } = useTranslation();
  const { day, x, y, width } = props;
  const left = Math.min(Math.max(0, x - WIDTH / 2), Math.max(0, width - WIDTH));
  const below = y < 80;
  return (
    <div
      className={styles["tip"]}
      style={{ left, width: WIDTH, top: below ? y + 14 : y - 14, ...(!below && { translate: "0 -100%" }) }}
      aria-hidden
    >
      <span className={styles["tipDay"]}>
        <MoodMark label={day.label} size={16} />
        {dayText(day.day, i18n.language, { weekday: "short", day: "numeric", month: "short" })},{" "}
        {t(`looking.mood.${day.label}`)}
      </span>
      {day.entries.map(({ jobId, title }) => (
        <span key={jobId} className={styles["tipTitle"]}>
          {title}
        </span>
      ))}
    </div>
  );
}
