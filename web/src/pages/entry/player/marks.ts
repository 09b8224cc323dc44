import type { Note, Transcript } from "../../../api/results.js";
import { entriesOf } from "../note/sections.js";

/** A stretch of the recording that has a name. */
export interface Mark {
  kind: "missing" | "chapter";
  start: number;
  end: number;
  name: string;
}

/** What the note tells, from the first to the last that was said: one can go from one to the next. */
export function chaptersOf(note: Note | undefined): Mark[] {
  if (note === undefined) return [];
  const chapters = entriesOf(note).flatMap(({ text, evidence: [first] }): Mark[] =>
    first === undefined ? [] : [{ kind: "chapter", start: first.start, end: first.start, name: text }],
  );
  return chapters
    .sort((a, b) => a.start - b.start)
    .filter(({ start }, index, all) => index === 0 || start !== all[index - 1]?.start);
}

export function missingMarks(transcript: Transcript | undefined, name: string): Mark[] {
  return (transcript?.coverage.missing ?? []).map(({ start, end }) => ({
    kind: "missing",
    start,
    end,
    name,
  }));
}
