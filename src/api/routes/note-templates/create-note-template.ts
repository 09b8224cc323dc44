import {
  newTemplateSchema,
  noteTemplateAnswerSchema,
  toOwnTemplateAnswer,
} from "../../../contracts/http/note-template.js";
import { operation } from "../../operation.js";

export const createNoteTemplate = operation({
  id: "createNoteTemplate",
  method: "post",
  path: "/v1/note-templates",
  tag: "Note templates",
  summary: "Keep a note template of your own",
  description:
    "Jobs then name it by its id instead of bringing it along. A job keeps the template as it was when the job was made (or its " +
    "note asked for again): changing or deleting it changes no note that there is.",
  scope: "jobs:write",
  idempotent: true,
  json: newTemplateSchema,
  answers: { 201: { description: "The template.", json: noteTemplateAnswerSchema } },
  problems: ["too_many_note_templates"],
  handler: async ({ noteTemplates }, { tenantId, body, attempt }) => ({
    status: 201,
    body: toOwnTemplateAnswer(await noteTemplates.create(tenantId, attempt.resourceId, body)),
  }),
});
