import { daysBetween } from "../../i18n/days.js";
import type { MoodLabel } from "../../mood/mood-mark.js";

interface Told {
  date: string;
  mood?: { label: MoodLabel; value: number };
}

export interface MoodDay<Entry extends Told = Told> {
  day: string;
  label: MoodLabel;
  /** From -1, low, to 1, good. */
  value: number;
  entries: readonly Entry[];
}

/** Beyond these a day of several entries is a good or a low one. */
const CLEAR = 0.25;

/** What a day's entries come to; undefined where none tells of a mood. */
export function moodOfDay(entries: readonly Told[]): { label: MoodLabel; value: number } | undefined {
  const moods = entries.flatMap(({ mood }) => mood ?? []);
  const [first] = moods;
  if (first === undefined) return undefined;
  const value = moods.reduce((sum, mood) => sum + mood.value, 0) / moods.length;
  if (moods.every(({ label }) => label === first.label)) return { label: first.label, value };
  const label = value > CLEAR ? "good" : value < -CLEAR ? "low" : "mixed";
  return { label, value };
}

/** The days that have a mood, in order. */
export function moodDays<Entry extends Told>(entries: readonly Entry[]): MoodDay<Entry>[] {
  return [...Map.groupBy(entries, ({ date }) => date)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([day, ofDay]) => {
      const mood = moodOfDay(ofDay);
      return mood === undefined ? [] : [{ day, ...mood, entries: ofDay }];
    });
}

/** Each day's mean with the days up to `reach` days around it, so that a line shows the course and not the jumps. */
export function smoothed(days: readonly MoodDay[], reach: number): { day: string; value: number }[] {
  return days.map(({ day }) => {
    const near = days.filter((other) => Math.abs(daysBetween(day, other.day)) <= reach);
    return { day, value: near.reduce((sum, { value }) => sum + value, 0) / near.length };
  });
}
