import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/dialog.js";
import { SHORTCUTS } from "./shortcuts.js";
import styles from "./shortcuts-dialog.module.css";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} title={t("entry.shortcuts.title")}>
      <dl className={styles["list"]}>
        {SHORTCUTS.map(({ does, keys }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{nameOf(key, t)}</kbd>
              ))}
            </dt>
            <dd>{t(`entry.shortcuts.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** What is written on the keys of a keyboard in the reader's language. */
function nameOf(key: string, t: TFunction): string {
  return key
    .replace("Space", t("entry.shortcuts.space"))
    .replace("Shift", t("entry.shortcuts.shift"))
    .replace("Ctrl", t("entry.shortcuts.control"));
}
