/** Seconds as people read positions: 0:07, 12:30, 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, "0")}:${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A length in words of the reader's language: 45 sec, 12 min, 1 hr 5 min. */
export function length(seconds: number, language: string): string {
  const unit = (value: number, name: "hour" | "minute" | "second"): string =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, "minute");
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${unit(rest, "minute")}`;
}

/** Chromium on a machine without a locale has "en-US@posix", which its own Intl refuses. */
const IS_TAG = /^[a-z\d-]+$/i;

/** The page's language as the reader's region has it: a British reader of English has 14:30, not 2:30 PM. */
export const regional = (language: string): string =>
  navigator.languages.find((tag) => tag.split("-")[0] === language && IS_TAG.test(tag)) ?? language;

/** A moment in words: 24 Nov 2026, 14:30. */
export const dayAndTime = (time: string, language: string): string =>
  new Date(time).toLocaleString(regional(language), { dateStyle: "medium", timeStyle: "short" });

/** 14:30, or 2:30 PM. */
export const timeOfDay = (time: string | Date, language: string): string =>
  new Date(time).toLocaleTimeString(regional(language), { timeStyle: "short" });

/** A calendar day in words: today, yesterday, else Monday, 24 November (2025). `day` is a local YYYY-MM-DD. */
export function dayName(day: string, language: string, now = new Date()): string {
  const date = new Date(`${day}T12:00:00`);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  const ago = Math.round((today.getTime() - date.getTime()) / 86_400_000);
  if (ago === 0 || ago === 1)
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-ago, "day");
  return date.toLocaleDateString(regional(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(date.getFullYear() !== now.getFullYear() && { year: "numeric" }),
  });
}

/** The local day of a moment, YYYY-MM-DD. */
export function localDay(time: string | Date): string {
  const date = new Date(time);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
