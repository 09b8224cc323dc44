import { z } from "zod";
import { secondsSchema } from "./common.js";

/** How far a job is; the data of the event `progress`. */
export const liveProgressSchema = z
  .object({
    audioSeconds: secondsSchema.meta({ description: "Length of the recording.", examples: [3600] }),
    transcribedSeconds: secondsSchema.meta({
      description: "How much of it is transcribed.",
      examples: [900],
    }),
    chunksPlanned: z
      .number()
      .int()
      .meta({ description: "0 while the recording is still being cut.", examples: [12] }),
    chunksDone: z
      .number()
      .int()
      .meta({ examples: [3] }),
    paused: z.boolean(),
    secondsLeft: z
      .number()
      .optional()
      .meta({
        description:
          "An estimate of the time until the transcript is there; absent while there is nothing to go by.",
        examples: [180],
      }),
  })
  .meta({ id: "LiveProgress" });
export type LiveProgress = z.infer<typeof liveProgressSchema>;

/** What was heard in one chunk; the data of the event `part`. */
export const livePartSchema = z
  .object({
    index: z.number().int().meta({ description: "One that came before is replaced." }),
    channel: z
      .number()
      .int()
      .optional()
      .meta({ description: "Where each channel is transcribed by itself." }),
    startSeconds: secondsSchema,
    endSeconds: secondsSchema,
    language: z.string(),
    text: z.string(),
    segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
  })
  .meta({ id: "LivePart" });
export type LivePart = z.infer<typeof livePartSchema>;
