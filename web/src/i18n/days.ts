import { regional } from "./times.js";

/*
 * Calendar days as YYYY-MM-DD and months as YYYY-MM, the way notes are dated: no time of day, no time zone, and so nothing
 * that a change of clocks could move.
 */

const DAY_MS = 86_400_000;

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

export const monthOf = (day: string): string => day.slice(0, 7);

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime());

export const addDays = (day: string, days: number): string =>
  dayOf(new Date(utc(day).getTime() + days * DAY_MS));

export const daysBetween = (from: string, until: string): number =>
  Math.round((utc(until).getTime() - utc(from).getTime()) / DAY_MS);

/** The same day of another month, or its last where it has not so many. */
export function addMonths(day: string, months: number): string {
  const date = utc(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  first.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
  return dayOf(first);
}

/** 1 for Monday to 7 for Sunday. */
const weekdayOf = (day: string): number => utc(day).getUTCDay() || 7;

export const startOfWeek = (day: string, firstWeekday: number): string =>
  addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

/** The whole weeks that a month lies in. */
export function weeksOf(month: string, firstWeekday: number): string[][] {
  const first = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const start = startOfWeek(first, firstWeekday);
  const weeks = Math.floor(daysBetween(start, last) / 7) + 1;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, index) => addDays(start, week * 7 + index)),
  );
}

/** The day with which a week begins where the reader lives: 1 for Monday, 7 for Sunday. */
export function firstWeekdayOf(language: string): number {
  const locale = new Intl.Locale(regional(language));
  return "getWeekInfo" in locale ? locale.getWeekInfo().firstDay : 1;
}

/** A day in words; `options` as for Intl.DateTimeFormat. */
export function dayText(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return utc(day).toLocaleDateString(regional(language), { ...options, timeZone: "UTC" });
}

/** Monday, 24 November 2026: for those who hear it, and have nothing around it that says more. */
export const fullDay = (day: string, language: string): string =>
  dayText(day, language, { dateStyle: "full" });
