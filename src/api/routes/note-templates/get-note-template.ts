import {
  noteTemplateAnswerSchema,
  ownTemplateIdParams,
  toOwnTemplateAnswer,
} from "../../../contracts/http/note-template.js";
import { operation } from "../../operation.js";

export const getNoteTemplate = operation({
  id: "getNoteTemplate",
  method: "get",
  path: "/v1/note-templates/{templateId}",
  tag: "Note templates",
  summary: "Read a note template of your own",
  scope: "jobs:read",
  params: ownTemplateIdParams,
  answers: { 200: { description: "The template.", json: noteTemplateAnswerSchema } },
  problems: ["note_template_not_found"],
  handler: async ({ noteTemplates }, { tenantId, params }) => ({
    status: 200,
    body: toOwnTemplateAnswer(await noteTemplates.get(tenantId, params.templateId)),
  }),
});
