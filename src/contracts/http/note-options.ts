import { z } from "zod";
import { noteOptionsSchema } from "../../domain/job.js";
import {
  BUILT_IN_TEMPLATES,
  ownTemplateSchema,
  templateChoiceSchema,
  type OwnTemplate,
} from "../../domain/note-template.js";
import { storedTemplateIdSchema } from "../../domain/stored-note-template.js";

const { noteInstructions, noteLanguage } = noteOptionsSchema.shape;
const builtIn = BUILT_IN_TEMPLATES.map(({ id }) => id);
const ids = builtIn.map((id) => `\`${id}\``).join(", ");
const AS_A_WHOLE = "is no template: a name, and 1 to 12 sections, each with a heading of its own";

const error = ({ input }: { input?: unknown }): string =>
  typeof input === "string"
    ? `is none of ${builtIn.join(", ")}, and no id of a template of your own`
    : AS_A_WHOLE;

const askedTemplateSchema = z.union([z.enum(builtIn, { error }), storedTemplateIdSchema, ownTemplateSchema], {
  error,
});
const template = askedTemplateSchema.meta({
  description:
    `One of ${ids}, the id of a template of your own (\`GET /v1/note-templates\` lists them all), or a template as it is: its ` +
    "name and its sections.",
  examples: [
    "meeting",
    "tpl_5f0c6a3e9b1d4c7e8a2b0d9f4e6a1c3b",
    {
      name: "Stand-up",
      sections: [{ heading: "Done" }, { heading: "Blocked", guidance: "What keeps whom from going on" }],
    } satisfies OwnTemplate,
  ],
});
const instructions = noteInstructions.unwrap().meta({
  description: "What the note's writer should heed. Takes a language model.",
  examples: ["Call people by their first names."],
});
const language = noteLanguage.unwrap().meta({
  description:
    "ISO 639-1 code of the language to write the note in; that of the speech where it is not given. Takes a language model.",
  examples: ["de"],
});

/** What may be asked of a job's note when the job is made. */
export const noteOptionFields = {
  noteTemplate: template
    .optional()
    .meta({ description: `${String(template.description)} The diary where it is not given.` }),
  noteInstructions: instructions.optional(),
  noteLanguage: language.optional(),
};

/** What a job answers: a template of the caller's own as it was when the job was made. */
export const keptTemplateSchema = templateChoiceSchema.meta({
  description: `One of ${ids}, or the template itself, as it was when it was asked for.`,
});

/** What may be asked of a note that is written again: what is given holds from then on, `null` takes it away. */
export const noteWishSchema = z
  .strictObject({
    template: template.nullable().optional(),
    instructions: instructions.nullable().optional(),
    language: language.nullable().optional(),
  })
  .meta({ id: "NoteWish" });
export type NoteWish = z.output<typeof noteWishSchema>;
