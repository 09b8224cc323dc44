import * as chrono from "chrono-node";
import { rulesFor } from "../../../domain/note-rules.js";

/** chrono's parsers by ISO 639-1. English is the only one that reads "the 3rd" and the like by two customs; Britain's is used. */
const PARSERS: Record<string, Pick<chrono.Chrono, "parse">> = {
  en: chrono.en.GB,
  de: chrono.de.casual,
  fr: chrono.fr.casual,
  es: chrono.es.casual,
  it: chrono.it.casual,
  pt: chrono.pt.casual,
  nl: chrono.nl.casual,
  ja: chrono.ja.casual,
  zh: chrono.zh.casual,
  ru: chrono.ru.casual,
  uk: chrono.uk.casual,
  sv: chrono.sv.casual,
  fi: chrono.fi.casual,
  vi: chrono.vi.casual,
  id: chrono.id.casual,
  ar: chrono.ar.casual,
};

const DAY_MS = 24 * 3600 * 1000;

export interface DayReader {
  /** The day of the recording, YYYY-MM-DD. */
  recordedOn: string;
  /** The day that a sentence's own words mean, where they mean another one than the recording's. */
  dayMeant(sentence: string): string | undefined;
  /** The day that the speaker gives as today's ("today is the third of May"). */
  dayDeclared(sentence: string): string | undefined;
}

/** Reads date words against the day of the recording, at the offset from UTC that `recordedAt` (ISO 8601) carries. */
export function createDayReader(language: string, recordedAt: string): DayReader {
  const offsetMinutes = offsetOf(recordedAt);
  const instant = new Date(recordedAt);
  const recordedOn = new Date(instant.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 10);
  const parser = PARSERS[language];
  const rules = rulesFor(language);

  function read(sentence: string): ReadDay[] {
    const isFuture = rules?.future.test(sentence) ?? false;
    const isPast = rules?.past.test(sentence) ?? false;
    const parsed = parser?.parse(
      sentence,
      { instant, timezone: offsetMinutes },
      { forwardDate: isFuture && !isPast },
    );
    return (parsed ?? []).flatMap(({ start, text }) => {
      const explicit = isExplicitDate(start, text);
      const bare = isBareWeekday(start, text);
      // Without rules for the language only dates with a number are safe: "la semaine dernière" is no single day.
      if (rules === undefined ? !(explicit && /\d/.test(text)) : rules.vagueDay.test(text)) return [];
      if (!explicit && !bare && !start.isCertain("day") && !start.isCertain("weekday")) return [];
      // "Sat", "fr" and the like are more often other words than days.
      if (start.isCertain("weekday") && text.length <= 3) return [];
      // The nearest Friday is a guess, unless the sentence says on which side it lies.
      if (bare && isFuture === isPast) return [];
      const day = isoDay(start);
      return [{ day: !isFuture && day > recordedOn ? earlier(day, bare, explicit, start) : day, explicit }];
    });
  }

  return {
    recordedOn,
    dayMeant: (sentence) => read(sentence).find(({ day }) => day !== recordedOn)?.day,
    dayDeclared: (sentence) =>
      rules?.dayOfRecording.test(sentence) === true
        ? read(sentence).find(({ explicit }) => explicit)?.day
        : undefined,
  };
}

interface ReadDay {
  day: string;
  /** Given by its date, not by how far away it is. */
  explicit: boolean;
}

function isExplicitDate(start: chrono.ParsedComponents, text: string): boolean {
  const named = start.isCertain("day") && start.isCertain("month");
  // chrono is certain of the year of "yesterday" too.
  return named && (!start.isCertain("year") || /\d{4}/.test(text));
}

function isBareWeekday(start: chrono.ParsedComponents, text: string): boolean {
  return start.isCertain("weekday") && !start.isCertain("day") && /^(?:\p{L}{2} )?\p{L}+$/u.test(text);
}

/** Told of the past, a Friday is the one before the recording, and the third of May that of a year gone by. */
function earlier(day: string, bare: boolean, explicit: boolean, start: chrono.ParsedComponents): string {
  if (bare) return new Date(Date.parse(`${day}T00:00:00Z`) - 7 * DAY_MS).toISOString().slice(0, 10);
  if (explicit && !start.isCertain("year")) return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return day;
}

function isoDay(start: chrono.ParsedComponents): string {
  const part = (component: "year" | "month" | "day", length: number) =>
    String(start.get(component)).padStart(length, "0");
  return `${part("year", 4)}-${part("month", 2)}-${part("day", 2)}`;
}

function offsetOf(timestamp: string): number {
  const match = /([+-])(\d{2}):?(\d{2})$/.exec(timestamp);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}
