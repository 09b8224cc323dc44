import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import styles from "../settings.module.css";

/** The key itself. Nobody can show it again. */
export function MadeKey({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(apiKey).then(() => setCopied(true));
  const Icon = copied ? Check : Copy;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("looking.settings.keys.madeTitle")}
      description={t("looking.settings.keys.madeText")}
    >
      <output aria-label={t("looking.settings.keys.key")} className={styles["secret"]}>
        {apiKey}
      </output>
      <div className={styles["actions"]}>
        {/* A page that came over plain HTTP from another machine may not write to the clipboard. */}
        {window.isSecureContext && (
          <Button onClick={copy}>
            <Icon size={18} aria-hidden />
            <span role="status">
              {t(copied ? "looking.settings.keys.copied" : "looking.settings.keys.copy")}
            </span>
          </Button>
        )}
        <Button look="primary" onClick={onClose}>
          {t("looking.settings.keys.done")}
        </Button>
      </div>
    </Dialog>
  );
}
