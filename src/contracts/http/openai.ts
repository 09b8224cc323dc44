import { z } from "zod";
import { missingSchema } from "../../domain/transcript.js";

/* The shapes of OpenAI's API, as far as its clients need them here. Names in snake_case are OpenAI's. */

const usageSchema = z.object({ type: z.literal("duration"), seconds: z.number().int() }).meta({
  description: "The recording's length, rounded up.",
  examples: [{ type: "duration", seconds: 12 }],
});

/** `response_format=json`. */
export const transcriptionSchema = z
  .object({ text: z.string(), usage: usageSchema })
  .meta({ id: "OpenAiTranscription" });

const segmentSchema = z.object({
  id: z.number().int(),
  seek: z.number().int(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  tokens: z.array(z.number().int()).meta({ description: "Empty: the engine's tokens are not kept." }),
  temperature: z.number(),
  avg_logprob: z.number(),
  compression_ratio: z.number(),
  no_speech_prob: z.number(),
});

/** `response_format=verbose_json`. */
export const verboseTranscriptionSchema = z
  .object({
    task: z.literal("transcribe"),
    language: z.string().meta({ description: "Its English name.", examples: ["english"] }),
    duration: z.number(),
    text: z.string(),
    words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).optional(),
    segments: z.array(segmentSchema).optional(),
    usage: usageSchema,
    coverage: z
      .object({
        transcribed_seconds: z.number(),
        silent_seconds: z.number(),
        missing: z.array(missingSchema),
      })
      .meta({
        description:
          "Not in OpenAI's answer: what of the recording was transcribed, is silent, or is missing and why.",
      }),
    broken_off: z
      .object({ at_seconds: z.number(), claimed_seconds: z.number() })
      .optional()
      .meta({ description: "Not in OpenAI's answer: the recording ends before its header says it does." }),
  })
  .meta({ id: "OpenAiVerboseTranscription" });
export type VerboseTranscription = z.infer<typeof verboseTranscriptionSchema>;

/** The events of `stream=true`, each the data of one server-sent event. */
export const transcriptionEventSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("transcript.text.delta"), delta: z.string() }),
    z.object({ type: z.literal("transcript.text.done"), text: z.string(), usage: usageSchema }),
  ])
  .meta({ id: "OpenAiTranscriptionEvent" });
export type TranscriptionEvent = z.infer<typeof transcriptionEventSchema>;

export const openAiErrorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string().meta({ examples: ["invalid_request_error"] }),
      param: z.string().nullable().meta({ description: "The field that is wrong." }),
      code: z.string().nullable().meta({ description: "Stable: what programs go by." }),
    }),
  })
  .meta({ id: "OpenAiError", description: "A failure in OpenAI's shape." });
export type OpenAiErrorBody = z.infer<typeof openAiErrorSchema>;

export const modelSchema = z
  .object({
    id: z.string().meta({ examples: ["whisper-1"] }),
    object: z.literal("model"),
    created: z.number().int().meta({ description: "Seconds since 1970; not known here, so 0." }),
    owned_by: z.string(),
    alias_of: z.string().optional().meta({
      description: "Not in OpenAI's answer. The configured model, which does the work under this name too.",
    }),
  })
  .meta({ id: "OpenAiModel" });
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z
  .object({ object: z.literal("list"), data: z.array(modelSchema) })
  .meta({ id: "OpenAiModelList" });
