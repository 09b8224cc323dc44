import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useBeingErased } from "../../api/erase.js";
import type { SearchHit } from "../../api/search.js";
import { dayName } from "../../i18n/times.js";
import { Hit } from "./hit.js";
import { Snippet } from "./snippet.js";
import styles from "./hit-list.module.css";

/** What was found, by entry, in the order of each entry's best place. */
export function HitList({ hits }: { hits: readonly SearchHit[] }) {
  const beingErased = useBeingErased();
  const kept = hits.filter(({ jobId }) => !beingErased.has(jobId));
  return [...Map.groupBy(kept, ({ jobId }) => jobId)].map(([jobId, ofJob]) => (
    <FoundEntry key={jobId} jobId={jobId} hits={ofJob} />
  ));
}

/** A title that was found is marked where it stands, not told twice. */
function FoundEntry({ jobId, hits }: { jobId: string; hits: readonly SearchHit[] }) {
  const { t, i18n } = useTranslation();
  const title = hits.find(isWholeTitle);
  const places = hits.filter((hit) => hit !== title);
  const more = hits.at(-1)?.more;
  return (
    <section aria-labelledby={`entry-${jobId}`} className={styles["entry"]}>
      <h2 id={`entry-${jobId}`} className={styles["title"]}>
        <Link href={`/entries/${jobId}`} {...(title !== undefined && { "data-hit": true })}>
          {title === undefined ? hits[0]?.jobTitle : <Snippet parts={title.snippet} />}
        </Link>
        <span className={styles["day"]}>{dayName(hits[0]?.day ?? "", i18n.language)}</span>
      </h2>
      <ul role="list">
        {places.map((hit) => (
          <li key={`${hit.kind} ${hit.start} ${hit.end} ${hit.snippet.map(({ text }) => text).join("")}`}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
      {more !== undefined && (
        <Link href={`/entries/${jobId}`} className={styles["more"] ?? ""}>
          {t("looking.search.moreInEntry", { count: more })}
        </Link>
      )}
    </section>
  );
}

const isWholeTitle = ({ kind, snippet, jobTitle }: SearchHit): boolean =>
  kind === "title" && snippet.map(({ text }) => text).join("") === jobTitle;
