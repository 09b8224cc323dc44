import { Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import styles from "./export-menu.module.css";

export function EditButton({ disabled, onClick }: { disabled: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button look="quiet" disabled={disabled} aria-label={t("entry.noteForm.title")} onClick={onClick}>
      <Pencil size={18} aria-hidden />
      <span className={styles["label"]}>{t("entry.noteForm.edit")}</span>
    </Button>
  );
}
