import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { Field } from "../../../ui/field.js";
import { MAX_GUIDANCE_CHARACTERS, MAX_NAME_CHARACTERS, type SectionDraft } from "./template-draft.js";
import styles from "../settings.module.css";

interface Props {
  section: SectionDraft;
  /** Counts from 1. */
  number: number;
  count: number;
  problem: string | undefined;
  onChange: (section: SectionDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One section of a template that is being written. */
export function SectionFields({ section, number, count, problem, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles["fields"]}>
      <legend className="visually-hidden">{t("looking.settings.templates.section", { number })}</legend>
      <div className={styles["fieldsHeader"]}>
        <span aria-hidden>{t("looking.settings.templates.section", { number })}</span>
        {number > 1 && (
          <Button
            look="icon"
            aria-label={t("looking.settings.templates.moveUp", { number })}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={16} aria-hidden />
          </Button>
        )}
        {number < count && (
          <Button
            look="icon"
            aria-label={t("looking.settings.templates.moveDown", { number })}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={16} aria-hidden />
          </Button>
        )}
        {count > 1 && (
          <Button
            look="icon"
            aria-label={t("looking.settings.templates.removeSection", { number })}
            onClick={onRemove}
          >
            <X size={16} aria-hidden />
          </Button>
        )}
      </div>
      <Field label={t("looking.settings.templates.heading")} problem={problem}>
        {(control) => (
          <input
            {...control}
            maxLength={MAX_NAME_CHARACTERS}
            value={section.heading}
            placeholder={t("looking.settings.templates.headingExample")}
            onChange={({ target }) => onChange({ ...section, heading: target.value })}
          />
        )}
      </Field>
      <Field label={t("looking.settings.templates.guidance")}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={MAX_GUIDANCE_CHARACTERS}
            value={section.guidance}
            placeholder={t("looking.settings.templates.guidanceExample")}
            onChange={({ target }) => onChange({ ...section, guidance: target.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
