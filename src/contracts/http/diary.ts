import { z } from "zod";
import { moodSchema } from "../../domain/mood.js";
import { jobIdSchema, secondsSchema, timeSchema } from "./common.js";
import { daySchema } from "./search.js";

export const diaryEntrySchema = z
  .object({
    jobId: jobIdSchema,
    date: daySchema.meta({ description: "The day that the note is about." }),
    title: z
      .string()
      .meta({ description: "The job's title, else the note's.", examples: ["The dentist was late"] }),
    template: z.string().meta({ description: "Of the note.", examples: ["diary"] }),
    mood: moodSchema.optional().meta({
      description: "Of a diary whose mood was judged; its `value` goes from -1 (low) to 1 (good).",
      examples: [{ label: "mixed", value: 0.1 }],
    }),
    tags: z.array(z.string()).meta({ description: "The note's and the job's.", examples: [["work"]] }),
    durationSeconds: secondsSchema.optional(),
    createdAt: timeSchema,
  })
  .meta({ id: "DiaryEntry" });

export const diaryPageSchema = z
  .object({
    entries: z.array(diaryEntrySchema),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
    incomplete: z.literal(true).optional().meta({
      description: "Notes are still being read: ask again in a moment for what is missing.",
    }),
  })
  .meta({ id: "DiaryPage" });
