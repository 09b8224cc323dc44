import { z } from "zod";
import { keptTemplateSchema, noteOptionFields } from "./note-options.js";
import { jobOptionsSchema, metadataSchema, tagsSchema, titleSchema } from "../../domain/job.js";
import { newWebhookUrlSchema } from "./target-url.js";

const options = jobOptionsSchema.shape;

/** What may be asked of a job's transcript and note; every option of the domain, told to people where it is named here. */
const optionFields = {
  ...options,
  language: options.language.meta({
    description: "ISO 639-1 code of what is spoken. Found out by listening where it is not given.",
    examples: ["en"],
  }),
  prompt: options.prompt.meta({
    description: "How the recording might have begun: sets the style and the spelling.",
    examples: ["Dear diary,"],
  }),
  vocabulary: options.vocabulary.meta({
    description: "Names and terms to expect.",
    examples: [["Käthe", "Zürich"]],
  }),
  priority: options.priority.meta({
    description: "Before or after the tenant's other jobs. Shorter recordings go first anyway.",
  }),
  retentionDays: options.retentionDays.meta({
    description:
      "So many days after its end the job is erased, with its recording. Kept where it is not given.",
    examples: [30],
  }),
  model: options.model.meta({
    description: "One of `GET /v1/models`; the service's own choice where it is not given.",
    examples: ["base"],
  }),
  speakers: options.speakers.meta({
    description:
      "`by_channel`: each channel of the recording is one speaker, and is transcribed by itself. What a microphone hears of another's speaker is left out.",
  }),
  ...noteOptionFields,
};
export const jobOptionsAnswerSchema = z
  .object({ ...optionFields, noteTemplate: keptTemplateSchema.optional() })
  .meta({ id: "JobOptions" });

const fields = {
  title: titleSchema.optional().meta({
    description: "Shown in lists. The note has a title of its own.",
    examples: ["The dentist was late"],
  }),
  tags: tagsSchema
    .optional()
    .meta({ description: "Words to find the job by.", examples: [["work", "trip"]] }),
  metadata: metadataSchema.optional().meta({
    description: "Your own: up to 50 entries, given back as they came.",
    examples: [{ case: "4711" }],
  }),
};

/** What a job is made with, beside its recording. */
export const jobFieldsSchema = z.strictObject({
  ...optionFields,
  ...fields,
  webhookUrl: newWebhookUrlSchema.optional().meta({
    description:
      "Told what becomes of this job, beside your webhooks; signed by the secret of the webhook `jobs`.",
    examples: ["https://example.com/diarist-events"],
  }),
});
export type JobFields = z.output<typeof jobFieldsSchema>;

/**
 * The same in a form, where everything is text: a list comes as several fields of its name or as one that holds a JSON
 * array, a map as fields `metadata[key]` or as one that holds a JSON object.
 */
export const jobFormSchema = z.strictObject({
  ...jobFieldsSchema.shape,
  vocabulary: z.preprocess(listOf, optionFields.vocabulary),
  retentionDays: z.preprocess(numberOf, optionFields.retentionDays),
  noteTemplate: z.preprocess(parsedJson, optionFields.noteTemplate),
  tags: z.preprocess(listOf, fields.tags),
  metadata: z.preprocess(parsedJson, fields.metadata),
});

/** What of a job may be changed; each field that is given replaces the one that was there. */
export const jobChangeSchema = z
  .strictObject(fields)
  .refine((change) => Object.keys(change).length > 0, "names nothing to change")
  .meta({ id: "JobChange", minProperties: 1 });

function listOf(value: unknown): unknown {
  const parsed = parsedJson(value);
  return typeof parsed === "string" ? [parsed] : parsed;
}

/** Text that is no number stays text, to be refused as what it is. */
function numberOf(value: unknown): unknown {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

/** What a field holds, if it is a JSON list or map; text that only looks like one stays text. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}
