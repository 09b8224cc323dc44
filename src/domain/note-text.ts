import { assertNever } from "./errors.js";
import { knownLocale } from "./note-spoken-text.js";
import { DIARY_TEMPLATE } from "./note-template.js";
import type { Note, NoteEntry, NoteWriterLabel } from "./note.js";

/*
 * The note as people read it. A diary's headings are what clients of the replaced system look for, so they stay English
 * and in this order whatever the note's language; a note of another template has that one's sections in their place:
 *
 *   The dentist was late                      # title
 *
 *   Date:                                     also Mood:, Key Events:, Reflections:, Tags:
 *   - Sunday, 22 November 2026
 *
 *   Key Events:
 *   - I saw the dentist yesterday. (21 November 2026) [0:12]
 *
 *   Written by: …
 */
interface Layout {
  title(title: string): string;
  heading(heading: string): string;
  time(time: string): string;
  writer(writer: string): string;
}

const PLAIN: Layout = {
  title: (title) => title,
  heading: (heading) => `${heading}:`,
  time: (time) => `[${time}]`,
  writer: (writer) => `Written by: ${writer}`,
};

const MARKDOWN: Layout = {
  title: (title) => `# ${title}`,
  heading: (heading) => `## ${heading}\n`,
  time: (time) => `\`${time}\``,
  writer: (writer) => `*Written by: ${writer}*`,
};

/** Plain text: the date, the template's sections, and times such as `[0:12]` after each entry. */
export function noteToText(note: Note): string {
  return render(note, PLAIN);
}

export function noteToMarkdown(note: Note): string {
  return render(note, MARKDOWN);
}

function render(note: Note, layout: Layout): string {
  const entries = (list: NoteEntry[]) =>
    list.length === 0 ? ["- None"] : list.map((entry) => entryLine(entry, note.language, layout));
  const section = (heading: string, lines: string[]) => [layout.heading(heading), ...lines].join("\n");
  return [
    layout.title(note.title),
    section("Date", [`- ${dateText(note.date, note.language, true)}`]),
    ...sectionsOf(note).map(({ heading, list }) => section(heading, entries(list))),
    ...(note.tags.length === 0 ? [] : [section("Tags", [`- ${note.tags.join(", ")}`])]),
    layout.writer(writerText(note.writer, note.editedAt !== undefined)),
  ]
    .join("\n\n")
    .concat("\n");
}

function sectionsOf(note: Note): { heading: string; list: NoteEntry[] }[] {
  if ("sections" in note) return note.sections.map(({ heading, entries }) => ({ heading, list: entries }));
  const lists = { mood: [note.mood], keyEvents: note.keyEvents, reflections: note.reflections };
  return DIARY_TEMPLATE.sections.map(({ key, heading }) => ({ heading, list: lists[key] }));
}

function entryLine(entry: NoteEntry, language: string, layout: Layout): string {
  const when = entry.when === undefined ? [] : [`(${dateText(entry.when, language, false)})`];
  const times = entry.evidence.map(({ start }) => layout.time(clock(start)));
  // An entry is one line, whatever its writer put into it.
  return ["-", entry.text.replaceAll(/\s+/g, " ").trim(), ...when, ...times].join(" ");
}

function writerText({ kind, model }: NoteWriterLabel, isEdited: boolean): string {
  if (isEdited) {
    const writer = kind === "extractive" ? "Diarist's built-in writer" : (model ?? "a language model");
    return `${writer}; edited by hand`;
  }
  switch (kind) {
    case "extractive":
      return "Diarist's built-in writer; every sentence is the speaker's own, picked and put in order";
    case "language-model":
      return model === undefined ? "a language model" : `${model}, a language model`;
    default:
      return assertNever(kind);
  }
}

function dateText(date: string, language: string, withWeekday: boolean): string {
  const known = knownLocale(language);
  const locale = known === "en" ? "en-GB" : known;
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
    ...(withWeekday ? { weekday: "long" } : {}),
  }).format(new Date(`${date}T00:00:00Z`));
}

/** `0:12`, `61:05` is `1:01:05`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const padded = (value: number) => String(value).padStart(2, "0");
  const tail = padded(whole % 60);
  return hours > 0 ? `${hours}:${padded(minutes)}:${tail}` : `${minutes}:${tail}`;
}
