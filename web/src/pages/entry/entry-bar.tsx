import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import styles from "./entry-bar.module.css";

export type Side = "note" | "transcript";
const SIDES: readonly Side[] = ["note", "transcript"];

interface Props {
  side: Side;
  onSide: (side: Side) => void;
  /** What can be done with the entry. */
  children: ReactNode;
}

/** The way back, what can be done, and on a narrow screen the choice between note and transcript. */
export function EntryBar({ side, onSide, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["bar"]}>
      <Link href="/" className={styles["back"] ?? ""} aria-label={t("app.nav.home")}>
        <ChevronLeft size={20} aria-hidden />
        <span>{t("app.nav.home")}</span>
      </Link>
      <div className={styles["sides"]} role="group" aria-label={t("entry.sides")}>
        {SIDES.map((name) => (
          <button key={name} type="button" aria-pressed={side === name} onClick={() => onSide(name)}>
            {t(`entry.${name}.title`)}
          </button>
        ))}
      </div>
      <div className={styles["actions"]}>{children}</div>
    </div>
  );
}
