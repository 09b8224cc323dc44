import { z } from "zod";
import { transcriptSchema } from "../../domain/transcript.js";
import { secondsSchema, timeSchema } from "./common.js";

export const transcriptAnswerSchema = transcriptSchema.meta({
  id: "Transcript",
  description: "A segment that was edited has `editedAt`; an empty text means that nothing was said there.",
});

const segmentIdSchema = z
  .number()
  .int()
  .nonnegative()
  .meta({ description: "A segment's `id`.", examples: [3] });
const textSchema = z.string().max(10_000);

/** What is to be read in a transcript's segments. */
export const transcriptChangeSchema = z
  .strictObject({
    edits: z
      .array(
        z.strictObject({
          segmentId: segmentIdSchema,
          text: textSchema.meta({
            description: "What was said there, whole; empty where that was nothing.",
            examples: ["I saw the dentist yesterday."],
          }),
          expectedText: textSchema.optional().meta({
            description:
              "What you have read there. Where it reads otherwise by now nothing is changed, and the answer is `edit_conflict`.",
            examples: ["I was at the dentist yesterday."],
          }),
        }),
      )
      .min(1)
      .max(500),
  })
  .meta({ id: "TranscriptChange" });

export const transcriptEditsAnswerSchema = z
  .object({
    edits: z.array(
      z
        .object({
          segmentId: segmentIdSchema,
          start: secondsSchema,
          end: secondsSchema,
          before: z.string().meta({ examples: ["I was at the dentist yesterday."] }),
          after: z.string().meta({ examples: ["I saw the dentist yesterday."] }),
          at: timeSchema,
          by: z.string().meta({
            description: "`key:` and a key's id, `token:` and its subject, or `local`.",
            examples: ["local"],
          }),
          gone: z.literal(true).optional().meta({
            description:
              "The place was transcribed anew since, and the segment with this text is no more: the edit is only kept.",
          }),
        })
        .meta({ id: "TranscriptEdit" }),
    ),
  })
  .meta({ id: "TranscriptEdits" });
