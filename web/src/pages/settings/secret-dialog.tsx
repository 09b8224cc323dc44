import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import styles from "./settings.module.css";

/** A key or a secret itself. Nobody can show it again. */
export function SecretDialog(props: {
  title: string;
  text: string;
  /** What the secret is called. */
  name: string;
  secret: string;
  onClose: () => void;
}) {
  const { title, text, name, secret, onClose } = props;
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(secret).then(() => setCopied(true));
  const Icon = copied ? Check : Copy;
  return (
    <Dialog open onClose={onClose} title={title} description={text}>
      <output aria-label={name} className={styles["secret"]}>
        {secret}
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
