import { createNoteTemplate } from "./create-note-template.js";
import { deleteNoteTemplate } from "./delete-note-template.js";
import { getNoteTemplate } from "./get-note-template.js";
import { listNoteTemplates } from "./list-note-templates.js";
import { replaceNoteTemplate } from "./replace-note-template.js";

export const NOTE_TEMPLATE_OPERATIONS = [
  listNoteTemplates,
  createNoteTemplate,
  getNoteTemplate,
  replaceNoteTemplate,
  deleteNoteTemplate,
];
