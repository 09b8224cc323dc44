import type { Note } from "../../../api/results.js";
import { isDiary, type NoteEntry } from "./sections.js";

const keyOf = (jobId: string): string => `diarist.note-draft.${jobId}`;

/** A note that is being changed by hand, also by a page that was closed since. */
export function readNoteDraft(jobId: string): Note | undefined {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(jobId)) ?? "null") as Note | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepNoteDraft(jobId: string, note: Note | undefined): void {
  if (note === undefined) localStorage.removeItem(keyOf(jobId));
  else localStorage.setItem(keyOf(jobId), JSON.stringify(note));
}

/** The same note with other entries in one of its sections. */
export function withSection(note: Note, key: string, entries: NoteEntry[]): Note {
  if (isDiary(note)) return { ...note, [key]: entries };
  return {
    ...note,
    sections: note.sections.map((section) => (section.key === key ? { ...section, entries } : section)),
  };
}

/** Without the statements that were emptied. */
export function withoutEmpty(note: Note): Note {
  const filled = (entries: readonly NoteEntry[]): NoteEntry[] =>
    entries.filter(({ text }) => text.trim() !== "");
  if (isDiary(note))
    return { ...note, keyEvents: filled(note.keyEvents), reflections: filled(note.reflections) };
  return {
    ...note,
    sections: note.sections.map((section) => ({ ...section, entries: filled(section.entries) })),
  };
}
