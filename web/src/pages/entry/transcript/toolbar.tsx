import { History, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { FindBar } from "./find-bar.js";
import { PaneTitle } from "./pane-title.js";
import type { Find } from "./use-find.js";
import styles from "./toolbar.module.css";

interface Props {
  /** The entry's, for a screen on which nothing else names it. */
  title: string;
  find: Find;
  /** Undefined where nothing was ever corrected. */
  onHistory: (() => void) | undefined;
  unsure: { count: number; marked: boolean; toggle: () => void };
}

/** What can be done with the whole transcript, above it. */
export function Toolbar({ title, find, unsure, onHistory }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["toolbar"]}>
      {find.isOpen ? (
        <FindBar find={find} />
      ) : (
        <>
          <PaneTitle title={title} />
          {unsure.count > 0 && (
            <Button
              look="quiet"
              className={styles["toggle"]}
              aria-pressed={unsure.marked}
              onClick={unsure.toggle}
            >
              <span className={styles["sample"]} aria-hidden>
                Aa
              </span>
              <span className={styles["count"]}>{t("entry.transcript.unsure", { count: unsure.count })}</span>
            </Button>
          )}
          {onHistory !== undefined && (
            <Button look="icon" aria-label={t("entry.history.title")} onClick={onHistory}>
              <History size={18} aria-hidden />
            </Button>
          )}
          <Button look="icon" aria-label={t("entry.find.label")} onClick={find.open}>
            <Search size={18} aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
