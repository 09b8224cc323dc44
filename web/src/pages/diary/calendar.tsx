import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { DiaryEntry } from "../../api/diary.js";
import { dayText, firstWeekdayOf, monthOf } from "../../i18n/days.js";
import { localDay } from "../../i18n/times.js";
import { Button } from "../../ui/button.js";
import { dayByKey } from "./calendar-keys.js";
import { DayCell } from "./day-cell.js";
import { monthAway, type DiaryPlace } from "./diary-place.js";
import styles from "./calendar.module.css";

interface Props {
  place: DiaryPlace;
  go: (change: Partial<DiaryPlace>) => void;
  weeks: readonly string[][];
  entries: readonly DiaryEntry[];
}

/** A month as a grid of days: one stop for the Tab key, arrow keys within. Choosing a chosen day shows the month again. */
export function Calendar({ place, go, weeks, entries }: Props) {
  const { t, i18n } = useTranslation();
  const today = localDay(new Date());
  const byDay = Map.groupBy(entries, ({ date }) => date);
  const titleId = useId();
  const grid = useRef<HTMLTableElement>(null);
  /** Where the keyboard is. */
  const [at, setAt] = useState(place.day ?? today);
  const focused = monthOf(at) === place.month ? at : (place.day ?? firstOf(place.month, today));
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(focused);
      return;
    }
    const next = dayByKey(event, focused, firstWeekdayOf(i18n.language));
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    setAt(next);
    if (monthOf(next) !== place.month) go({ month: monthOf(next), day: undefined });
  };
  const choose = (day: string): void => {
    setAt(day);
    go({ month: monthOf(day), day: day === place.day ? undefined : day });
  };
  return (
    <section className={styles["calendar"]} aria-labelledby={titleId}>
      <header className={styles["header"]}>
        <h2 id={titleId} className={styles["month"]} aria-live="polite">
          {dayText(`${place.month}-01`, i18n.language, { month: "long", year: "numeric" })}
        </h2>
        {place.month !== monthOf(today) && (
          <Button look="quiet" onClick={() => go({ month: monthOf(today), day: undefined })}>
            {t("looking.diary.today")}
          </Button>
        )}
        <Button
          look="icon"
          aria-label={t("looking.diary.earlierMonth")}
          onClick={() => go(monthAway(place, -1))}
        >
          <ChevronLeft size={20} aria-hidden />
        </Button>
        <Button
          look="icon"
          aria-label={t("looking.diary.laterMonth")}
          onClick={() => go(monthAway(place, 1))}
        >
          <ChevronRight size={20} aria-hidden />
        </Button>
      </header>
      <table
        ref={grid}
        role="grid"
        aria-labelledby={titleId}
        className={styles["grid"]}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={dayText(day, i18n.language, { weekday: "long" })}>
                {dayText(day, i18n.language, { weekday: "short" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell
                  key={day}
                  day={day}
                  entries={byDay.get(day) ?? []}
                  isOutside={monthOf(day) !== place.month}
                  isToday={day === today}
                  isChosen={day === place.day}
                  isStop={day === focused}
                  onChoose={() => choose(day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where Tab enters a month: at today, if it is that month. */
const firstOf = (month: string, today: string): string => (monthOf(today) === month ? today : `${month}-01`);
