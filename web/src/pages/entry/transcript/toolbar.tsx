import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { useIsWide } from "../use-is-wide.js";
import { FindBar } from "./find-bar.js";
import type { Find } from "./use-find.js";
import styles from "./toolbar.module.css";

interface Props {
  /** The entry's, for a screen on which nothing else names it. */
  title: string;
  find: Find;
  unsure: { count: number; marked: boolean; toggle: () => void };
}

/** What can be done with the whole transcript, above it. */
export function Toolbar({ title, find, unsure }: Props) {
  const { t } = useTranslation();
  const isWide = useIsWide();
  return (
    <div className={styles["toolbar"]}>
      {find.isOpen ? (
        <FindBar find={find} />
      ) : (
        <>
          {isWide ? (
            <h2 className={styles["title"]}>{t("entry.transcript.title")}</h2>
          ) : (
            <h1 className={styles["entry"]}>{title}</h1>
          )}
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
          <Button look="icon" aria-label={t("entry.find.label")} onClick={find.open}>
            <Search size={18} aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
