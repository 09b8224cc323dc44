import { z } from "zod";
import { PASSAGE_KINDS } from "../../domain/search/passages.js";
import { jobIdSchema, secondsSchema, timeSchema } from "./common.js";

export const daySchema = z.iso.date().meta({ examples: ["2026-11-22"] });

export const searchHitSchema = z
  .object({
    jobId: jobIdSchema,
    jobTitle: z.string().meta({
      description: "The job's title, else its note's, else the file name.",
      examples: ["The dentist was late"],
    }),
    createdAt: timeSchema,
    day: daySchema.meta({ description: "That the note is about, else that of `createdAt`." }),
    kind: z.enum(PASSAGE_KINDS).meta({
      description:
        "`transcript`: what was said; `note`: what the note says of it; `title`: the title or the tags.",
    }),
    start: secondsSchema.meta({
      description: "Where in the recording it is said; 0 of a `title`.",
      examples: [61.25],
    }),
    end: secondsSchema.meta({ examples: [66.5] }),
    snippet: z.array(z.object({ text: z.string(), match: z.boolean() })).meta({
      description: "The text around, in pieces; what matches is apart.",
      examples: [
        [
          { text: "…and then the ", match: false },
          { text: "dentist", match: true },
          { text: " was late again.", match: false },
        ],
      ],
    }),
    more: z
      .number()
      .int()
      .positive()
      .optional()
      .meta({
        description: "With the last hit of a job: how many more there are in it.",
        examples: [12],
      }),
  })
  .meta({ id: "SearchHit" });

export const searchPageSchema = z
  .object({
    hits: z.array(searchHitSchema),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
    incomplete: z.literal(true).optional().meta({
      description: "Recordings are still being read: ask again in a moment for what is missing.",
    }),
  })
  .meta({ id: "SearchPage" });
