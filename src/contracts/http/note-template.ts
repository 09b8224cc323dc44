import { z } from "zod";
import type { NoteTemplate } from "../../domain/note-template.js";

export const noteTemplateAnswerSchema = z
  .object({
    id: z.string().meta({ examples: ["meeting"] }),
    name: z.string().meta({ examples: ["Meeting"] }),
    sections: z.array(
      z.object({
        key: z.string().meta({ examples: ["decisions"] }),
        heading: z.string().meta({ examples: ["Decisions"] }),
        guidance: z.string().meta({
          description: "What belongs there, as a language model is told.",
          examples: ["what was decided or agreed"],
        }),
      }),
    ),
  })
  .meta({ id: "NoteTemplate" });

/** A template as the API shows it. */
export function toNoteTemplateAnswer({
  id,
  name,
  sections,
}: NoteTemplate): z.infer<typeof noteTemplateAnswerSchema> {
  return { id, name, sections: sections.map(({ key, heading, guidance }) => ({ key, heading, guidance })) };
}
