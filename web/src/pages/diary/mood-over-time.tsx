import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDiary } from "../../api/diary.js";
import { addDays, fullDay } from "../../i18n/days.js";
import { localDay } from "../../i18n/times.js";
import { MOOD_LABELS, MoodMark } from "../../mood/mood-mark.js";
import { Choice } from "../../ui/choice.js";
import { MoodChart } from "./mood-chart.js";
import { moodDays, type MoodDay } from "./mood-days.js";
import { withTags } from "./tag-filter.js";
import styles from "./mood-over-time.module.css";

const RANGE_DAYS = { month: 30, quarter: 90, year: 365 };
type Range = keyof typeof RANGE_DAYS;
const RANGES: readonly Range[] = ["month", "quarter", "year"];

/** How the days have felt, up to today: a chart, what it comes to in words, and the same as a table. */
export function MoodOverTime({ tags }: { tags: readonly string[] }) {
  const { t } = useTranslation();
  const titleId = useId();
  const [range, setRange] = useState<Range>("month");
  const until = localDay(new Date());
  const from = addDays(until, 1 - RANGE_DAYS[range]);
  const { data = [], isPending } = useDiary(from, until);
  const days = moodDays(withTags(data, tags)).filter(({ day }) => day >= from);
  return (
    <section className={styles["section"]} aria-labelledby={titleId}>
      <header className={styles["header"]}>
        <h2 id={titleId} className={styles["title"]}>
          {t("looking.diary.moodOverTime")}
        </h2>
        <Choice
          label={t("looking.diary.range")}
          hideLabel
          value={range}
          options={RANGES.map((value) => ({ value, text: t(`looking.diary.ranges.${value}`) }))}
          onChange={setRange}
        />
      </header>
      {days.length > 0 ? (
        <>
          <MoodChart days={days} from={from} until={until} tags={tags} />
          <Counts days={days} />
          <Table days={days} />
        </>
      ) : (
        !isPending && <p className={styles["none"]}>{t("looking.diary.noMoods")}</p>
      )}
    </section>
  );
}

/** The key to the faces as well. */
function Counts({ days }: { days: readonly MoodDay[] }) {
  const { t } = useTranslation();
  const counts = MOOD_LABELS.map((label) => ({
    label,
    count: days.filter((day) => day.label === label).length,
  }));
  return (
    <ul role="list" className={styles["counts"]} aria-label={t("looking.diary.counts")}>
      {counts.map(({ label, count }) => (
        <li key={label}>
          <MoodMark label={label} size={16} />
          <span>{t(`looking.mood.${label}`)}</span>
          <span className={styles["count"]}>{count}</span>
        </li>
      ))}
    </ul>
  );
}

function Table({ days }: { days: readonly MoodDay[] }) {
  const { t, i18n } = useTranslation();
  return (
    <details className={styles["table"]}>
      <summary>{t("looking.diary.asTable")}</summary>
      <div className={styles["rows"]} tabIndex={0} role="region" aria-label={t("looking.diary.asTable")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("looking.diary.day")}</th>
              <th scope="col">{t("looking.diary.mood")}</th>
              <th scope="col">{t("looking.diary.value")}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, label, value }) => (
              <tr key={day}>
                <th scope="row">{fullDay(day, i18n.language)}</th>
                <td>{t(`looking.mood.${label}`)}</td>
                <td>{signed(value, i18n.language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const signed = (value: number, language: string): string =>
  value.toLocaleString(language, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
