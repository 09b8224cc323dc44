import { z } from "zod";
import { noteTemplateAnswerSchema, toNoteTemplateAnswer } from "../../../contracts/http/note-template.js";
import { BUILT_IN_TEMPLATES } from "../../../domain/note-template.js";
import { operation } from "../../operation.js";

export const listNoteTemplates = operation({
  id: "listNoteTemplates",
  method: "get",
  path: "/v1/note-templates",
  tag: "Results",
  summary: "List the note templates that there are",
  description:
    "A job names one as `noteTemplate`, or brings its own. The fields of a `diary` are those of the note itself; notes of other " +
    "templates have them as `sections`.",
  scope: "jobs:read",
  answers: {
    200: {
      description: "All of them.",
      json: z.object({ templates: z.array(noteTemplateAnswerSchema) }).meta({ id: "NoteTemplates" }),
    },
  },
  handler: () =>
    Promise.resolve({ status: 200, body: { templates: BUILT_IN_TEMPLATES.map(toNoteTemplateAnswer) } }),
});
