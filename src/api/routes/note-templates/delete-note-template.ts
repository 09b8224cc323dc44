import { ownTemplateIdParams } from "../../../contracts/http/note-template.js";
import { operation } from "../../operation.js";

export const deleteNoteTemplate = operation({
  id: "deleteNoteTemplate",
  method: "delete",
  path: "/v1/note-templates/{templateId}",
  tag: "Note templates",
  summary: "Delete a note template of your own",
  description: "Jobs that were made with it keep it as it was.",
  scope: "jobs:write",
  params: ownTemplateIdParams,
  answers: { 204: { description: "It is gone." } },
  problems: ["note_template_not_found"],
  handler: async ({ noteTemplates }, { tenantId, params }) => {
    await noteTemplates.delete(tenantId, params.templateId);
    return { status: 204 };
  },
});
