import { useTranslation } from "react-i18next";
import type { SearchWish } from "../../api/search.js";
import { dayText } from "../../i18n/days.js";
import { Button } from "../../ui/button.js";
import styles from "./search-page.module.css";

/** Why there may be nothing, and what else to try. */
export function NoHits({ wish, go }: { wish: SearchWish; go: (change: Partial<SearchWish>) => void }) {
  const { t, i18n } = useTranslation();
  const { from, until } = wish;
  return (
    <div className={styles["message"]}>
      <h2 className={styles["title"]}>{t("looking.search.noneTitle", { query: wish.q.trim() })}</h2>
      <p>{t("looking.search.noneWord")}</p>
      {(from !== undefined || until !== undefined) && (
        <>
          <p>{lookedThrough()}</p>
          <Button onClick={() => go({ from: undefined, until: undefined })}>
            {t("looking.search.allDates")}
          </Button>
        </>
      )}
    </div>
  );

  function lookedThrough(): string {
    const text = (day: string): string => dayText(day, i18n.language, { dateStyle: "long" });
    if (from === undefined) return t("looking.search.noneUntil", { until: text(until ?? "") });
    if (until === undefined) return t("looking.search.noneFrom", { from: text(from) });
    return t("looking.search.noneDates", { from: text(from), until: text(until) });
  }
}
