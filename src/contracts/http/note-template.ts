import { z } from "zod";
import { BUILT_IN_TEMPLATES, ownTemplateSchema, templateOf } from "../../domain/note-template.js";
import {
  storedTemplateIdSchema,
  templateIn,
  type StoredTemplate,
} from "../../domain/stored-note-template.js";
import { timeSchema } from "./common.js";

const ownIdSchema = storedTemplateIdSchema.meta({
  description: "The id of a template of your own; built-in ones stay as they are.",
  examples: ["tpl_5f0c6a3e9b1d4c7e8a2b0d9f4e6a1c3b"],
});
export const ownTemplateIdParams = z.object({ templateId: ownIdSchema });

export const newTemplateSchema = ownTemplateSchema.meta({
  id: "NewNoteTemplate",
  examples: [
    {
      name: "Stand-up",
      sections: [{ heading: "Done" }, { heading: "Blocked", guidance: "What keeps whom from going on" }],
    },
  ],
});

export const noteTemplateAnswerSchema = z
  .object({
    id: z.string().meta({ examples: ["meeting"] }),
    name: z.string().meta({ examples: ["Meeting"] }),
    builtIn: z.boolean().meta({ description: "Whether it is everyone's, and stays as it is." }),
    sections: z.array(
      z.object({
        key: z.string().meta({ description: "Names the section in notes.", examples: ["decisions"] }),
        heading: z.string().meta({ examples: ["Decisions"] }),
        guidance: z
          .string()
          .optional()
          .meta({
            description: "What belongs there, as a language model is told.",
            examples: ["what was decided or agreed"],
          }),
      }),
    ),
    createdAt: timeSchema.optional().meta({ description: "Absent for built-in ones." }),
    updatedAt: timeSchema.optional(),
  })
  .meta({ id: "NoteTemplate" });
export type NoteTemplateAnswer = z.infer<typeof noteTemplateAnswerSchema>;

export const builtInTemplateAnswers: readonly NoteTemplateAnswer[] = BUILT_IN_TEMPLATES.map(
  ({ id, name, sections }) => ({
    ...{ id, name, builtIn: true },
    sections: sections.map(({ key, heading, guidance }) => ({ key, heading, guidance })),
  }),
);

/** A tenant's own, with the guidance that it was given and no other: it is there to be changed. */
export function toOwnTemplateAnswer(template: StoredTemplate): NoteTemplateAnswer {
  const { templateId: id, name, sections, createdAt, updatedAt } = template;
  const keys = templateOf(templateIn(template)).sections.map(({ key }) => key);
  return {
    ...{ id, name, builtIn: false, createdAt, updatedAt },
    sections: sections.map((section, index) => ({ key: keys[index] ?? "", ...section })),
  };
}
