import { useTranslation } from "react-i18next";
import type { NoteTemplate } from "../api/note-templates.js";

/** What a kind of note is called: one's own as one named it, a built-in one in the page's language. */
export function useTemplateName(): (template: Pick<NoteTemplate, "id" | "name" | "builtIn">) => string {
  const { t } = useTranslation();
  return ({ id, name, builtIn }) =>
    // A later service's own kinds have no translation yet.
    builtIn ? t(`looking.settings.templates.names.${id as "diary"}`, { defaultValue: name }) : name;
}
