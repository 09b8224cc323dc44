import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { changesOf } from "./drafts.js";
import styles from "./unsaved-bar.module.css";
import type { Editing } from "./use-editing.js";

/** Corrections that are kept in the browser alone: of an earlier visit, or of a passage that was left for another. */
export function UnsavedBar({ editing, onShow }: { editing: Editing; onShow: (segmentId: number) => void }) {
  const { t } = useTranslation();
  const elsewhere = Object.keys(editing.drafts)
    .map(Number)
    .filter((id) => editing.open?.segmentIds.includes(id) !== true);
  const [first, ...others] = changesOf(editing.drafts, elsewhere);
  if (first === undefined || editing.isSaving) return null;
  return (
    <p role="status" className={styles["bar"]}>
      {t("entry.edit.unsaved", { count: 1 + others.length })}
      <Button look="quiet" onClick={() => onShow(first.segmentId)}>
        {t("entry.edit.show")}
      </Button>
    </p>
  );
}
