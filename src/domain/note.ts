import { z } from "zod";

/** A span of the recording, in seconds, and the words heard there, exactly as the transcript has them. */
export const evidenceSchema = z.object({ start: z.number(), end: z.number(), quote: z.string().min(1) });
export type Evidence = z.infer<typeof evidenceSchema>;

export const noteEntrySchema = z.object({
  text: z.string().min(1),
  evidence: z.array(evidenceSchema).min(1),
  /** The day that the entry's own date words mean ("yesterday", "on Friday"), ISO 8601 (YYYY-MM-DD). */
  when: z.iso.date().optional(),
});
export type NoteEntry = z.infer<typeof noteEntrySchema>;

export const noteWriterSchema = z.object({
  /** `extractive`: the speaker's own sentences, picked and ordered. `language-model`: written by `model`. */
  kind: z.enum(["extractive", "language-model"]),
  model: z.string().optional(),
});
export type NoteWriterLabel = z.infer<typeof noteWriterSchema>;

export const noteSchema = z.object({
  /** The day the note is about, ISO 8601 (YYYY-MM-DD). */
  date: z.iso.date(),
  title: z.string().min(1),
  mood: noteEntrySchema,
  keyEvents: z.array(noteEntrySchema),
  reflections: z.array(noteEntrySchema),
  tags: z.array(z.string()),
  language: z.string(),
  writer: noteWriterSchema,
});
export type Note = z.infer<typeof noteSchema>;
