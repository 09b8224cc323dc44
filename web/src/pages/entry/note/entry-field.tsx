import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { EvidenceLinks } from "./evidence-links.js";
import styles from "./note-form.module.css";
import type { NoteEntry } from "./sections.js";

interface Props {
  entry: NoteEntry;
  onChange: (entry: NoteEntry) => void;
  onRemove?: () => void;
}

/** A statement's words; the moments that they come from stay, and can be listened to while one writes. */
export function EntryField({ entry, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["entry"]}>
      <EvidenceLinks entry={entry} className={styles["times"]} />
      <textarea
        rows={1}
        required={onRemove === undefined}
        value={entry.text}
        aria-label={t("entry.noteForm.statement")}
        onChange={({ target }) => onChange({ ...entry, text: target.value.replaceAll("\n", " ") })}
      />
      {onRemove !== undefined && (
        <Button look="icon" aria-label={t("entry.noteForm.remove")} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </Button>
      )}
    </div>
  );
}
