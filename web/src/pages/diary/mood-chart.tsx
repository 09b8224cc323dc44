import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { DiaryEntry } from "../../api/diary.js";
import { daysBetween, fullDay } from "../../i18n/days.js";
import { MoodMark } from "../../mood/mood-mark.js";
import { useWidth } from "../../ui/use-width.js";
import { addressOfDay } from "./diary-place.js";
import { HEIGHT, LEFT, plotOf } from "./mood-plot.js";
import { smoothed, type MoodDay } from "./mood-days.js";
import { MoodTip } from "./mood-tip.js";
import styles from "./mood-chart.module.css";

interface Props {
  days: readonly MoodDay<DiaryEntry>[];
  from: string;
  until: string;
  tags: readonly string[];
}

/** The moods of days as points and their course as a line. One stop for the Tab key; arrow keys go from day to day. */
export function MoodChart({ days, from, until, tags }: Props) {
  const { t, i18n } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [shown, setShown] = useState<string>();
  const plot = plotOf({ from, until, width, language: i18n.language });
  const course = smoothed(days, Math.ceil(daysBetween(from, until) / 30) + 1);
  const stop = days.find(({ day }) => day === shown) ?? days.at(-1);
  const tip = days.find(({ day }) => day === shown);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = neighbour(event.key, days, stop);
    if (event.key === "Escape") setShown(undefined);
    if (next === undefined) return;
    event.preventDefault();
    frame.current?.querySelector<SVGAElement>(`[data-day="${next.day}"]`)?.focus();
  };
  const onPointerMove = ({ clientX, currentTarget }: PointerEvent): void => {
    const x = clientX - currentTarget.getBoundingClientRect().left;
    setShown(nearest(days, x)?.day);
  };
  const nearest = (of: readonly MoodDay<DiaryEntry>[], x: number) =>
    of.toSorted((a, b) => Math.abs(plot.x(a.day) - x) - Math.abs(plot.x(b.day) - x))[0];
  return (
    <div
      ref={frame}
      className={styles["frame"]}
      style={{ height: HEIGHT }}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setShown(undefined)}
    >
      <svg
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={t("looking.diary.chart", {
          from: fullDay(from, i18n.language),
          until: fullDay(until, i18n.language),
        })}
      >
        {([1, 0, -1] as const).map((value) => (
          <g key={value} aria-hidden>
            <line x1={LEFT} x2={width} y1={plot.y(value)} y2={plot.y(value)} className={styles["rule"]} />
            <g transform={`translate(0 ${plot.y(value) - 8})`}>
              <MoodMark label={value === 1 ? "good" : value === 0 ? "neutral" : "low"} size={16} />
            </g>
          </g>
        ))}
        {plot.ticks.map(({ x, text }) => (
          <text key={x} x={x} y={HEIGHT - 2} textAnchor="middle" className={styles["tick"]} aria-hidden>
            {text}
          </text>
        ))}
        <path
          d={course
            .map(({ day, value }, index) => `${index === 0 ? "M" : "L"}${plot.x(day)} ${plot.y(value)}`)
            .join("")}
          className={styles["course"]}
          aria-hidden
        />
        {days.map(({ day, label, value, entries }) => (
          <Link
            key={day}
            href={addressOfDay(day, tags)}
            data-day={day}
            data-mood={label}
            tabIndex={day === stop?.day ? 0 : -1}
            aria-label={t("looking.diary.point", {
              day: fullDay(day, i18n.language),
              mood: t(`looking.mood.${label}`),
              titles: entries.map(({ title }) => title).join("; "),
            })}
            className={styles["point"] ?? ""}
            onFocus={() => setShown(day)}
            onBlur={() => setShown(undefined)}
          >
            <circle cx={plot.x(day)} cy={plot.y(value)} r={day === shown ? 7 : plot.radius} />
          </Link>
        ))}
      </svg>
      {tip !== undefined && <MoodTip day={tip} x={plot.x(tip.day)} y={plot.y(tip.value)} width={width} />}
    </div>
  );
}

function neighbour<Day>(key: string, days: readonly Day[], from: Day | undefined): Day | undefined {
  const at = from === undefined ? -1 : days.indexOf(from);
  switch (key) {
    case "ArrowLeft":
      return days[Math.max(0, at - 1)];
    case "ArrowRight":
      return days[Math.min(days.length - 1, at + 1)];
    case "Home":
      return days[0];
    case "End":
      return days.at(-1);
    default:
      return undefined;
  }
}
