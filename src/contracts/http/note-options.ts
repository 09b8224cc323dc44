import { z } from "zod";
import { noteOptionsSchema } from "../../domain/job.js";
import { BUILT_IN_TEMPLATES, templateChoiceSchema, type OwnTemplate } from "../../domain/note-template.js";

const { noteInstructions, noteLanguage } = noteOptionsSchema.shape;
const ids = BUILT_IN_TEMPLATES.map(({ id }) => `\`${id}\``).join(", ");

const template = templateChoiceSchema.meta({
  description: `One of ${ids} (see \`GET /v1/note-templates\`), or your own: its name and its sections.`,
  examples: [
    "meeting",
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

/** What may be asked of a note that is written again: what is given holds from then on, `null` takes it away. */
export const noteWishSchema = z
  .strictObject({
    template: template.nullable().optional(),
    instructions: instructions.nullable().optional(),
    language: language.nullable().optional(),
  })
  .meta({ id: "NoteWish" });
export type NoteWish = z.output<typeof noteWishSchema>;
