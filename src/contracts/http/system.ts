import { z } from "zod";
import { noteWriterSchema } from "../../domain/note.js";
import { secondsSchema } from "./common.js";

const { kind: writer, model } = noteWriterSchema.shape;
const limit = z.number().int().nonnegative().optional();

export const dependencySchema = z.object({
  name: z.string().meta({ examples: ["speech"] }),
  ready: z.boolean(),
  reason: z
    .string()
    .optional()
    .meta({ description: "Why it cannot be used.", examples: ["it does not answer (ECONNREFUSED)"] }),
  remedy: z
    .string()
    .optional()
    .meta({
      description: "What to do about it.",
      examples: ["Start the speech service, or correct DIARIST_SPEECH_BASE_URL."],
    }),
});

/** What a settings page shows and `diarist doctor` looks at. */
export const systemSchema = z
  .object({
    version: z.string().meta({ examples: ["0.2.0"] }),
    access: z.enum(["local", "keys"]).meta({
      description: "`local`: whoever reaches it may do everything. `keys`: each request proves who sends it.",
    }),
    speech: z.object({
      model: z.string().meta({ description: "What transcribes.", examples: ["base"] }),
      onThisMachine: z.boolean().meta({
        description: "Whether it is reached by a loopback address: recordings then stay on this machine.",
      }),
    }),
    notes: z.object({
      writer: writer.meta({ description: "`extractive`: made of the speakers' own sentences." }),
      model: model.meta({ description: "Of a `language-model`.", examples: ["gpt-5-mini"] }),
      onThisMachine: z.boolean().meta({ description: "The same of transcripts." }),
    }),
    limits: z
      .object({
        maxUploadBytes: z.number().int(),
        maxAudioSeconds: secondsSchema,
        requestsPerMinute: limit,
        concurrentJobs: limit,
        audioMinutesPerDay: limit,
        storedBytes: limit,
      })
      .meta({ description: "What the caller's tenant may use; what is not named is without a limit." }),
    temporal: z.object({
      uiUrl: z
        .url()
        .optional()
        .meta({
          description:
            "Temporal's Web UI, which shows each job at work. Absent: the configuration names none.",
          examples: ["http://127.0.0.1:8233"],
        }),
      namespace: z
        .string()
        .optional()
        .meta({
          description:
            "With `uiUrl`: a job is at `/namespaces/{namespace}/workflows/transcribe-{jobId}` there.",
          examples: ["default"],
        }),
    }),
    dependencies: z.array(dependencySchema).meta({ description: "What the service cannot work without." }),
  })
  .meta({ id: "System", description: "The service as those see it who use and run it." });
