import { useNoteTemplates } from "../api/note-templates.js";
import { useTemplateName } from "../i18n/use-template-name.js";

/** The kinds of notes that a select offers, by id. */
export function TemplateOptions() {
  const { data: templates } = useNoteTemplates();
  const nameOf = useTemplateName();
  return templates?.map((template) => (
    <option key={template.id} value={template.id}>
      {nameOf(template)}
    </option>
  ));
}
