import { z } from "zod";
import {
  builtInTemplateAnswers,
  noteTemplateAnswerSchema,
  toOwnTemplateAnswer,
} from "../../../contracts/http/note-template.js";
import { operation } from "../../operation.js";

export const listNoteTemplates = operation({
  id: "listNoteTemplates",
  method: "get",
  path: "/v1/note-templates",
  tag: "Note templates",
  summary: "List the note templates that there are",
  description:
    "The built-in ones, then your own by name. A job names one as `noteTemplate`, or brings its own. The fields of a `diary` are " +
    "those of the note itself; notes of other templates have them as `sections`.",
  scope: "jobs:read",
  answers: {
    200: {
      description: "All of them.",
      json: z.object({ templates: z.array(noteTemplateAnswerSchema) }).meta({ id: "NoteTemplates" }),
    },
  },
  handler: async ({ noteTemplates }, { tenantId }) => {
    const own = await noteTemplates.list(tenantId);
    return {
      status: 200,
      body: { templates: [...builtInTemplateAnswers, ...own.map(toOwnTemplateAnswer)] },
    };
  },
});
