import type { Note } from "../../../api/results.js";

export type DiaryNote = Extract<Note, { mood: unknown }>;
export type NoteEntry = DiaryNote["keyEvents"][number];
export type Evidence = NoteEntry["evidence"][number];

export const isDiary = (note: Note): note is DiaryNote => "mood" in note;

export interface Section {
  key: string;
  /** Undefined of a diary's sections, which the page names itself. */
  heading: string | undefined;
  entries: readonly NoteEntry[];
}

/** The note's sections below the mood, in their order. */
export function sectionsOf(note: Note): Section[] {
  if (!isDiary(note)) return note.sections;
  return [
    { key: "keyEvents", heading: undefined, entries: note.keyEvents },
    { key: "reflections", heading: undefined, entries: note.reflections },
  ];
}

export function entriesOf(note: Note): readonly NoteEntry[] {
  return [...(isDiary(note) ? [note.mood] : []), ...sectionsOf(note).flatMap(({ entries }) => entries)];
}
