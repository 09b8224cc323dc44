import { z } from "zod";
import { moodSchema, type Mood } from "./mood.js";
import { DIARY_TEMPLATE, type NoteTemplate } from "./note-template.js";

/** A span of the recording, in seconds, and the words heard there, exactly as the transcript has them. */
export const evidenceSchema = z.object({ start: z.number(), end: z.number(), quote: z.string().min(1) });
export type Evidence = z.infer<typeof evidenceSchema>;

export const noteEntrySchema = z.object({
  text: z.string().min(1),
  /** None only where someone has written the entry by hand. */
  evidence: z.array(evidenceSchema),
  /** The day that the entry's own date words mean ("yesterday", "on Friday"), ISO 8601 (YYYY-MM-DD). */
  when: z.iso.date().optional(),
});
export type NoteEntry = z.infer<typeof noteEntrySchema>;

/** `label` and `value` only where the mood was judged. */
export const moodEntrySchema = noteEntrySchema.extend(moodSchema.partial().shape);

export const noteWriterSchema = z.object({
  /** `extractive`: the speaker's own sentences, picked and ordered. `language-model`: written by `model`. */
  kind: z.enum(["extractive", "language-model"]),
  model: z.string().optional(),
});
export type NoteWriterLabel = z.infer<typeof noteWriterSchema>;

const frame = {
  /** The day the note is about, ISO 8601 (YYYY-MM-DD). */
  date: z.iso.date(),
  title: z.string().min(1),
  tags: z.array(z.string()),
  language: z.string(),
  writer: noteWriterSchema,
  /** ISO 8601; absent where no hand has touched what the writer wrote. */
  editedAt: z.string().optional(),
};

/** The note of the template `diary`. */
export const diaryNoteSchema = z.object({
  date: frame.date,
  title: frame.title,
  mood: moodEntrySchema,
  keyEvents: z.array(noteEntrySchema),
  reflections: z.array(noteEntrySchema),
  tags: frame.tags,
  language: frame.language,
  writer: frame.writer,
  editedAt: frame.editedAt,
});
export type DiaryNote = z.infer<typeof diaryNoteSchema>;

/** The note of any other template, with the template's sections in their order, empty where there is nothing to tell. */
export const sectionedNoteSchema = z.object({
  date: frame.date,
  title: frame.title,
  /** `id` is a built-in template's, or `own` for one of the caller's. */
  template: z.object({ id: z.string(), name: z.string() }),
  sections: z.array(z.object({ key: z.string(), heading: z.string(), entries: z.array(noteEntrySchema) })),
  tags: frame.tags,
  language: frame.language,
  writer: frame.writer,
  editedAt: frame.editedAt,
});

export const noteSchema = z.union([diaryNoteSchema, sectionedNoteSchema]);
export type Note = z.infer<typeof noteSchema>;

/** What every note has beside its sections. */
export interface NoteFrame extends Pick<DiaryNote, "date" | "title" | "tags" | "language" | "writer"> {
  /** Of a diary, where it was judged. */
  mood?: Mood | undefined;
}

/** The note of a template's sections, by their keys. A diary without a mood is a writer's defect, and thrown. */
export function noteOf(
  template: NoteTemplate,
  { date, title, tags, language, writer, mood: judged }: NoteFrame,
  entries: ReadonlyMap<string, NoteEntry[]>,
): Note {
  const end = { tags, language, writer };
  const entriesOf = (key: string) => entries.get(key) ?? [];
  if (template.id !== DIARY_TEMPLATE.id) {
    const { id, name } = template;
    const sections = template.sections.map(({ key, heading }) => ({ key, heading, entries: entriesOf(key) }));
    return { date, title, template: { id, name }, sections, ...end };
  }
  const [mood] = entriesOf("mood");
  if (mood === undefined) throw new Error("A diary note was written without a mood");
  return {
    date,
    title,
    mood: { ...mood, ...judged },
    keyEvents: entriesOf("keyEvents"),
    reflections: entriesOf("reflections"),
    ...end,
  };
}
