import { addDays, addMonths, dayText, daysBetween, monthOf } from "../../i18n/days.js";

/** All in CSS pixels. */
export const HEIGHT = 176;
/** For the faces that name the rules. */
export const LEFT = 28;
const TOP = 14;
const RIGHT = 12;
/** For the names of days. */
const BOTTOM = 34;
const TICK_GAP = 64;

export interface Plot {
  x: (day: string) => number;
  /** `value` from -1, low, to 1, good. */
  y: (value: number) => number;
  radius: number;
  ticks: { x: number; text: string }[];
}

/** Where days and moods lie in a chart of that width. */
export function plotOf(chart: { from: string; until: string; width: number; language: string }): Plot {
  const { from, until, width, language } = chart;
  const days = daysBetween(from, until);
  const start = LEFT + 10;
  const x = (day: string): number => start + (daysBetween(from, day) / days) * (width - start - RIGHT);
  const y = (value: number): number => TOP + ((1 - value) / 2) * (HEIGHT - TOP - BOTTOM);
  const marks = days > 100 ? firstsOfMonths(from, until) : everyWeek(from, until);
  const text = (day: string): string =>
    dayText(day, language, days > 100 ? { month: "short" } : { day: "numeric", month: "short" });
  const kept = everyNth(marks, Math.ceil((marks.length * TICK_GAP) / Math.max(width - start, TICK_GAP)));
  return {
    ...{ x, y },
    radius: days > 100 ? 3 : days > 40 ? 4 : 5,
    // A name in the middle of its mark must not be cut off at the edge.
    ticks: kept
      .map((day) => ({ x: x(day), text: text(day) }))
      .filter((tick) => tick.x > start - 1 && tick.x < width - RIGHT),
  };
}

const everyWeek = (from: string, until: string): string[] =>
  Array.from({ length: Math.floor(daysBetween(from, until) / 7) }, (_, week) =>
    addDays(until, -7 * (week + 1)),
  ).reverse();

function firstsOfMonths(from: string, until: string): string[] {
  const firsts: string[] = [];
  for (let day = addMonths(`${monthOf(from)}-01`, 1); day <= until; day = addMonths(day, 1)) firsts.push(day);
  return firsts;
}

const everyNth = (marks: readonly string[], n: number): string[] =>
  marks.filter((_, index) => (marks.length - 1 - index) % n === 0);
