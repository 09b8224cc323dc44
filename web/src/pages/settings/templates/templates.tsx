import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeleteTemplate, useNoteTemplates, type NoteTemplate } from "../../../api/note-templates.js";
import { useTemplateName } from "../../../i18n/use-template-name.js";
import { Button } from "../../../ui/button.js";
import { Confirm } from "../../../ui/confirm.js";
import { Notice } from "../../../ui/notice.js";
import { useSay } from "../../../ui/toasts.js";
import { SettingsSection } from "../settings-section.js";
import { draftOf, newDraft, type TemplateDraft } from "./template-draft.js";
import { TemplateEditor } from "./template-editor.js";
import { TemplateRow } from "./template-row.js";
import styles from "../settings.module.css";

/** The kinds of notes: one's own to make, change and delete, the built-in ones to look at and to start from. */
export function Templates() {
  const { t } = useTranslation();
  const say = useSay();
  const nameOf = useTemplateName();
  const { data: templates = [], error } = useNoteTemplates();
  const { mutate: remove } = useDeleteTemplate();
  const [draft, setDraft] = useState<TemplateDraft>();
  const [removing, setRemoving] = useState<NoteTemplate>();
  const copyOf = (template: NoteTemplate): TemplateDraft => ({
    ...draftOf(template),
    id: undefined,
    name: t("looking.settings.templates.copyOf", { name: nameOf(template) }),
  });
  return (
    <SettingsSection
      title={t("looking.settings.templates.title")}
      text={t("looking.settings.templates.text")}
      action={
        <Button onClick={() => setDraft(newDraft())}>
          <Plus size={18} aria-hidden />
          {t("looking.settings.templates.make")}
        </Button>
      }
    >
      {error !== null && <Notice tone="bad">{error.message}</Notice>}
      <ul role="list" className={styles["rows"]}>
        {templates
          .toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn))
          .map((template) => (
            <TemplateRow
              key={template.id}
              template={template}
              onCopy={() => setDraft(copyOf(template))}
              {...(!template.builtIn && {
                onEdit: () => setDraft(draftOf(template)),
                onDelete: () => setRemoving(template),
              })}
            />
          ))}
      </ul>
      {draft !== undefined && <TemplateEditor start={draft} onClose={() => setDraft(undefined)} />}
      <Confirm
        open={removing !== undefined}
        title={t("looking.settings.templates.removeTitle", { name: removing?.name })}
        text={t("looking.settings.templates.removeText")}
        action={t("looking.settings.templates.remove")}
        onClose={() => setRemoving(undefined)}
        onConfirm={() => {
          if (removing === undefined) return;
          remove(removing.id, {
            onSuccess: () => say(t("looking.settings.templates.removed", { name: removing.name })),
            onError: ({ message }) => say(message),
          });
        }}
      />
    </SettingsSection>
  );
}
