import { Plus } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSaveTemplate } from "../../../api/note-templates.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { Field } from "../../../ui/field.js";
import { Notice } from "../../../ui/notice.js";
import { useSay } from "../../../ui/toasts.js";
import { SectionFields } from "./section-fields.js";
import {
  emptySection,
  headingProblem,
  MAX_NAME_CHARACTERS,
  MAX_SECTIONS,
  moved,
  wishOf,
  type SectionDraft,
  type TemplateDraft,
} from "./template-draft.js";
import styles from "../settings.module.css";

/** A new kind of note, or a change to one: its name, and its sections in their order. */
export function TemplateEditor({ start, onClose }: { start: TemplateDraft; onClose: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useSaveTemplate(draft.id);
  const { name, sections } = draft;
  const setSections = (next: readonly SectionDraft[]): void => setDraft({ ...draft, sections: next });
  const problemOf = (section: SectionDraft): string | undefined => {
    const problem = tried ? headingProblem(section, sections) : undefined;
    return problem && t(`looking.settings.templates.${problem}`);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const wish = wishOf(draft);
    if (wish === undefined) return;
    mutate(wish, {
      onSuccess: () => {
        say(t("looking.settings.templates.saved", { name: wish.name }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`looking.settings.templates.${draft.id === undefined ? "make" : "edit"}`)}
    >
      <form className={styles["form"]} onSubmit={submit} noValidate>
        <Field
          label={t("looking.settings.templates.name")}
          problem={tried && name.trim() === "" ? t("looking.settings.templates.needsName") : undefined}
        >
          {(control) => (
            <input
              {...control}
              maxLength={MAX_NAME_CHARACTERS}
              value={name}
              placeholder={t("looking.settings.templates.nameExample")}
              onChange={({ target }) => setDraft({ ...draft, name: target.value })}
            />
          )}
        </Field>
        {sections.map((section, index) => (
          <SectionFields
            key={section.key}
            section={section}
            number={index + 1}
            count={sections.length}
            problem={problemOf(section)}
            onChange={(changed) => setSections(sections.toSpliced(index, 1, changed))}
            onMove={(by) => setSections(moved(sections, index, by))}
            onRemove={() => setSections(sections.toSpliced(index, 1))}
          />
        ))}
        {sections.length < MAX_SECTIONS && (
          <Button look="quiet" onClick={() => setSections([...sections, emptySection()])}>
            <Plus size={18} aria-hidden />
            {t("looking.settings.templates.addSection")}
          </Button>
        )}
        {error !== null && <Notice tone="bad">{error.message}</Notice>}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="primary" type="submit" disabled={isPending}>
            {t("app.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
