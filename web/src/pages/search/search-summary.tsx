import { useTranslation } from "react-i18next";
import type { SearchHit } from "../../api/search.js";
import styles from "./search-page.module.css";

/** How much was found, for those who hear it too. */
export function SearchSummary(props: {
  hits: readonly SearchHit[];
  asked: boolean;
  isFetching: boolean;
  hasMore: boolean;
}) {
  const { t } = useTranslation();
  const { hits, asked, isFetching, hasMore } = props;
  const entries = new Set(hits.map(({ jobId }) => jobId)).size;
  return (
    <p role="status" className={styles["summary"]}>
      {asked && text()}
    </p>
  );

  function text(): string {
    if (hits.length === 0) return isFetching ? t("looking.search.searching") : "";
    const places = hasMore
      ? t("looking.search.hitsSoFar", { count: hits.length })
      : t("looking.search.hits", { count: hits.length });
    return `${places} ${t("looking.search.inEntries", { count: entries })}`;
  }
}
