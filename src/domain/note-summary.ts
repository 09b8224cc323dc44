import { z } from "zod";
import { moodSchema, type Mood } from "./mood.js";
import type { Note } from "./note.js";

/** What lists show of a note without reading it; stands in the job's item. */
export const noteSummarySchema = z.object({
  title: z.string(),
  date: z.iso.date(),
  /** Of a diary whose mood was judged. */
  mood: moodSchema.optional(),
  tags: z.array(z.string()),
});
export type NoteSummary = z.infer<typeof noteSummarySchema>;

/** A model's title may be a page long; the job's item stays small. */
const MAX_TITLE_CHARACTERS = 300;
const MAX_TAGS = 20;
const MAX_TAG_CHARACTERS = 100;

export function summaryOf(note: Note): NoteSummary {
  const mood = moodOf(note);
  return {
    title: cut(note.title, MAX_TITLE_CHARACTERS),
    date: note.date,
    ...(mood !== undefined && { mood }),
    tags: note.tags.slice(0, MAX_TAGS).map((tag) => cut(tag, MAX_TAG_CHARACTERS)),
  };
}

function moodOf(note: Note): Mood | undefined {
  return "mood" in note ? moodSchema.safeParse(note.mood).data : undefined;
}

function cut(text: string, maxCharacters: number): string {
  const characters = Array.from(text);
  return characters.length <= maxCharacters
    ? text
    : `${characters.slice(0, maxCharacters - 1).join("")}\u2026`;
}
