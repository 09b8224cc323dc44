import {
  newTemplateSchema,
  noteTemplateAnswerSchema,
  ownTemplateIdParams,
  toOwnTemplateAnswer,
} from "../../../contracts/http/note-template.js";
import { operation } from "../../operation.js";

export const replaceNoteTemplate = operation({
  id: "replaceNoteTemplate",
  method: "put",
  path: "/v1/note-templates/{templateId}",
  tag: "Note templates",
  summary: "Change a note template of your own",
  description: "Jobs that were made with it keep it as it was.",
  scope: "jobs:write",
  params: ownTemplateIdParams,
  json: newTemplateSchema,
  answers: { 200: { description: "The template as it is now.", json: noteTemplateAnswerSchema } },
  problems: ["note_template_not_found"],
  handler: async ({ noteTemplates }, { tenantId, params, body }) => ({
    status: 200,
    body: toOwnTemplateAnswer(await noteTemplates.replace(tenantId, params.templateId, body)),
  }),
});
