import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchHits } from "../../api/search.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Page } from "../../ui/page.js";
import { HitList } from "./hit-list.js";
import { moveThroughHits } from "./hit-keys.js";
import { NoHits } from "./no-hits.js";
import { SearchForm } from "./search-form.js";
import { useSearchPlace } from "./search-place.js";
import { SearchStart } from "./search-start.js";
import { SearchSummary } from "./search-summary.js";
import styles from "./search-page.module.css";

/** Finds the moment at which something was said, or the note that tells of it. */
export function SearchPage() {
  const { t } = useTranslation();
  const [wish, go] = useSearchPlace();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const q = wish.q.trim();
  const { data, error, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useSearchHits({
    ...wish,
    q,
  });
  const hits = q === "" ? [] : (data?.pages.flatMap((page) => page.hits) ?? []);
  const nothing = q !== "" && data !== undefined && hits.length === 0 && !hasNextPage && !isFetching;
  return (
    <Page title={t("app.nav.search")}>
      <div onKeyDown={(event) => moveThroughHits(event, input.current, list.current)}>
        <SearchForm ref={input} wish={wish} go={go} />
        <SearchSummary hits={hits} asked={q !== ""} isFetching={isFetching} hasMore={hasNextPage} />
        {error !== null && (
          <Notice tone="bad">
            <p>{error.message}</p>
            <Button onClick={() => void refetch()}>{t("app.retry")}</Button>
          </Notice>
        )}
        <div ref={list}>
          <HitList hits={hits} />
        </div>
        {nothing && <NoHits wish={wish} go={go} />}
        {q === "" && <SearchStart onTry={(word) => go({ q: word })} />}
        {q !== "" && hasNextPage && (
          <Button
            className={styles["more"]}
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t("looking.search.more")}
          </Button>
        )}
      </div>
    </Page>
  );
}
