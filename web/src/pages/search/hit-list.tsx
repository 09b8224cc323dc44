import { NotebookPen, Quote, Type } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { isBeingErased } from "../../api/erase.js";
import type { SearchHit } from "../../api/search.js";
import { clock, dayName } from "../../i18n/times.js";
import styles from "./hit-list.module.css";

/** What was found, by entry, in the order of each entry's best place. */
export function HitList({ hits }: { hits: readonly SearchHit[] }) {
  const { t, i18n } = useTranslation();
  const kept = hits.filter(({ jobId }) => !isBeingErased(jobId));
  return [...Map.groupBy(kept, ({ jobId }) => jobId)].map(([jobId, ofJob]) => {
    const [first] = ofJob;
    const more = ofJob.at(-1)?.more;
    if (first === undefined) return null;
    return (
      <section key={jobId} aria-labelledby={`entry-${jobId}`} className={styles["entry"]}>
        <h2 id={`entry-${jobId}`} className={styles["title"]}>
          <Link href={`/entries/${jobId}`}>{first.jobTitle}</Link>
          <span className={styles["day"]}>{dayName(first.day, i18n.language)}</span>
        </h2>
        <ul role="list">
          {ofJob.map((hit) => (
            <li key={`${hit.kind} ${hit.start} ${hit.end}`}>
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
  });
}

const ICONS = { transcript: Quote, note: NotebookPen, title: Type };

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const Icon = ICONS[hit.kind];
  const isMoment = hit.kind !== "title";
  return (
    <Link
      href={`/entries/${hit.jobId}${isMoment ? `?t=${hit.start}` : ""}`}
      data-hit
      className={styles["hit"] ?? ""}
    >
      <Icon
        size={16}
        role="img"
        aria-label={t(`looking.search.kind.${hit.kind}`)}
        className={styles["kind"]}
      />
      <span className={styles["snippet"]}>
        {hit.snippet.map(({ text, match }, index) =>
          // Parts have nothing but their place to be told apart by.
          match ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </span>
      {isMoment && (
        <span className={styles["time"]}>
          <span className="visually-hidden">{t("looking.search.at", { time: clock(hit.start) })}</span>
          <span aria-hidden>{clock(hit.start)}</span>
        </span>
      )}
    </Link>
  );
}
