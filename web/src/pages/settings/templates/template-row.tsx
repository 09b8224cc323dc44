import { Copy, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NoteTemplate } from "../../../api/note-templates.js";
import { useTemplateName } from "../../../i18n/use-template-name.js";
import { Button } from "../../../ui/button.js";
import styles from "../settings.module.css";

interface Props {
  template: NoteTemplate;
  onCopy: () => void;
  /** Absent for a built-in one. */
  onEdit?: () => void;
  onDelete?: () => void;
}

/** One kind of note with its sections; what belongs into each is told when it is opened. */
export function TemplateRow({ template, onCopy, onEdit, onDelete }: Props) {
  const { t } = useTranslation();
  const { sections, builtIn } = template;
  const name = useTemplateName()(template);
  return (
    <li className={styles["row"]}>
      <details className={styles["rowText"]}>
        <summary className={styles["summary"]}>
          <strong>{name}</strong>
          {builtIn && <span className={styles["badge"]}>{t("looking.settings.templates.builtIn")}</span>}
          <span className={styles["headings"]}>{sections.map(({ heading }) => heading).join(" · ")}</span>
        </summary>
        <dl className={styles["sections"]}>
          {sections.map(({ key, heading, guidance }) => (
            <div key={key}>
              <dt>{heading}</dt>
              {guidance !== undefined && <dd>{guidance}</dd>}
            </div>
          ))}
        </dl>
      </details>
      <div className={styles["rowActions"]}>
        <Button
          look="icon"
          aria-label={`${t("looking.settings.templates.makeLike")}: ${name}`}
          title={t("looking.settings.templates.makeLike")}
          onClick={onCopy}
        >
          <Copy size={18} aria-hidden />
        </Button>
        {onEdit !== undefined && (
          <Button
            look="icon"
            aria-label={`${t("looking.settings.templates.edit")}: ${name}`}
            title={t("looking.settings.templates.edit")}
            onClick={onEdit}
          >
            <Pencil size={18} aria-hidden />
          </Button>
        )}
        {onDelete !== undefined && (
          <Button
            look="icon"
            aria-label={`${t("looking.settings.templates.remove")}: ${name}`}
            title={t("looking.settings.templates.remove")}
            onClick={onDelete}
          >
            <Trash2 size={18} aria-hidden />
          </Button>
        )}
      </div>
    </li>
  );
}
