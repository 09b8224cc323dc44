import { z } from "zod";
import { jobOptionsSchema, type JobOptions } from "../../domain/job.js";
import { isLanguageCode } from "./language-code.js";
import { findModel } from "./models.js";
import { OpenAiError } from "./openai-error.js";

export const RESPONSE_FORMATS = ["json", "text", "srt", "verbose_json", "vtt"] as const;
export type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** What was asked for, apart from the recording. */
export interface TranscriptionRequest {
  job: JobOptions;
  answer: {
    format: ResponseFormat;
    granularities: readonly ("word" | "segment")[];
    stream: boolean;
  };
}

const domain = jobOptionsSchema.shape;

/** A form's fields, as OpenAI names them. A list comes as several fields of its name, with or without `[]` at its end. */
const fieldsSchema = z.strictObject({
  model: z.string({ error: "You must provide a model parameter." }).meta({
    description: "The configured model, or one of OpenAI's names for it: see `GET /v1/models`.",
    examples: ["whisper-1"],
  }),
  language: z
    .string()
    .refine(isLanguageCode, "Give the language as an ISO 639-1 code, such as en.")
    .optional(),
  prompt: domain.prompt.meta({
    description: "How the recording might have begun: sets the style and the spelling.",
  }),
  keywords: z.preprocess(listOf, domain.vocabulary).meta({ description: "Names and terms to expect." }),
  response_format: z
    .enum(RESPONSE_FORMATS, { error: `Choose one of ${RESPONSE_FORMATS.join(", ")}.` })
    .default("json"),
  timestamp_granularities: z
    .preprocess(listOf, z.array(z.enum(["word", "segment"], { error: "Choose word, segment or both." })))
    .optional()
    .meta({ description: "With `verbose_json`: which times to give; segments where it is absent." }),
  stream: z
    .stringbool({ error: "Must be true or false." })
    .default(false)
    .meta({ description: "Server-sent events while the recording is transcribed. With `json` or `text`." }),
  temperature: z.coerce
    .number()
    .refine((value) => value === 0, "The engine chooses its temperature itself: only 0 is taken.")
    .optional(),
  chunking_strategy: z
    .literal("auto", { error: "Recordings are cut at their pauses: only auto is taken." })
    .optional(),
});

/** The form as the document shows it. */
export const transcriptionFormSchema = z.object({
  ...fieldsSchema.shape,
  file: z.file().meta({ description: "The recording: audio or video of any kind and of any size." }),
});

/** OpenAI's options that ask for what is not done here; to leave them aside would be to answer something else. */
const REFUSED: Record<string, string> = {
  include: "Log probabilities of tokens are not given here.",
  known_speaker_names: "Speakers are not told apart here.",
  known_speaker_references: "Speakers are not told apart here.",
  languages: "Give one language as 'language', or none.",
};

/**
 * Reads a form's fields; throws OpenAiError, which names the one that is wrong. `partly`: there may be more to come, so that
 * nothing is missing yet.
 */
export function readOptions(
  speechModel: string,
  form: unknown,
  { partly = false } = {},
): TranscriptionRequest {
  const given = Object.entries(z.record(z.string(), z.unknown()).parse(form ?? {}));
  // Clients send what was left empty as empty text.
  const fields = Object.fromEntries(given.filter(([, value]) => value !== ""));
  const parsed = fieldsSchema.safeParse(partly ? { model: speechModel, ...fields } : fields);
  for (const name of Object.keys(fields)) {
    const reason = REFUSED[name];
    if (reason !== undefined)
      throw new OpenAiError(
        400,
        "unsupported_parameter",
        name,
        `Unsupported parameter: '${name}'. ${reason}`,
      );
  }
  if (!parsed.success) throw refusal(parsed.error, fields);
  const { model, language, prompt, keywords, response_format, timestamp_granularities, stream } = parsed.data;
  findModel(speechModel, model);
  if (timestamp_granularities !== undefined && response_format !== "verbose_json" && !partly)
    throw new OpenAiError(
      400,
      "unsupported_value",
      "timestamp_granularities",
      "'timestamp_granularities' needs response_format=verbose_json.",
    );
  if (stream && response_format !== "json" && response_format !== "text")
    throw new OpenAiError(
      400,
      "unsupported_value",
      "response_format",
      `Unsupported value: '${response_format}' does not go with stream=true; json and text do.`,
    );
  return {
    job: {
      ...(language !== undefined && { language }),
      ...(prompt !== undefined && { prompt }),
      ...(keywords !== undefined && { vocabulary: keywords }),
    },
    answer: { format: response_format, granularities: timestamp_granularities ?? ["segment"], stream },
  };
}

/** The first thing that is wrong, under the code that OpenAI has for such. */
function refusal(error: z.ZodError, fields: Record<string, unknown>): OpenAiError {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") {
    const [name = ""] = issue.keys;
    return new OpenAiError(400, "unknown_parameter", name, `Unknown parameter: '${name}'.`);
  }
  const name = String(issue?.path[0] ?? "");
  const message = issue?.message ?? "The request is not valid.";
  if (fields[name] === undefined) return new OpenAiError(400, "missing_required_parameter", name, message);
  const isChoice = issue?.code === "invalid_value" || issue?.code === "custom";
  const code = isChoice ? "unsupported_value" : "invalid_value";
  const shown = JSON.stringify(fields[name]).slice(0, 100);
  return new OpenAiError(400, code, name, `Invalid value for '${name}': ${shown}. ${message}`);
}

function listOf(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}
