import { z } from "zod";
import { moodSchema } from "../domain/mood.js";
import type { DiaryEntry, IndexedJob, Place } from "./port.js";

const noteSchema = z.object({
  template: z.string(),
  mood: moodSchema.exactOptional(),
  tags: z.array(z.string()),
});

const jobSchema = z.object({
  jobId: z.string(),
  updatedAt: z.string(),
  createdAt: z.string(),
  day: z.string(),
  title: z.string(),
  durationSeconds: z.number().exactOptional(),
  language: z.string().exactOptional(),
  note: noteSchema.exactOptional(),
}) satisfies z.ZodType<IndexedJob>;

const json = z.string().transform((text): unknown => JSON.parse(text));

/** A row of `jobs`. */
export const rowSchema = z.object({ number: z.number(), job: json.pipe(jobSchema) });
export type JobRow = z.infer<typeof rowSchema>;

/** A row of `passages`; a moment is [at, start, end]. */
export const passageRowSchema = z.object({
  id: z.number(),
  kind: z.enum(["title", "note", "transcript"]),
  text: z.string(),
  moments: json.pipe(
    z.array(
      z.tuple([z.number(), z.number(), z.number()]).transform(([at, start, end]) => ({ at, start, end })),
    ),
  ),
});
export type PassageRow = z.infer<typeof passageRowSchema>;

/** Of a row that `hasNote`. */
export function toDiaryEntry({ job }: JobRow): DiaryEntry {
  const { note } = job;
  if (note === undefined) throw new Error(`The job ${job.jobId} is indexed as one with a note`);
  return { ...job, note };
}

export function placeOf({ day, createdAt, jobId }: Place): Place {
  return { day, createdAt, jobId };
}
