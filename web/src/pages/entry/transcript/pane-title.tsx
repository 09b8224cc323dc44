import { useTranslation } from "react-i18next";
import { useIsWide } from "../use-is-wide.js";
import styles from "./toolbar.module.css";

/** What is shown below: where nothing else on the screen names the entry, the entry. */
export function PaneTitle({ title }: { title: string }) {
  const { t } = useTranslation();
  return useIsWide() ? (
    <h2 className={styles["title"]}>{t("entry.transcript.title")}</h2>
  ) : (
    <h1 className={styles["entry"]}>{title}</h1>
  );
}
