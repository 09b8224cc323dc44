import { NotebookPen, Quote, Tag } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { SearchHit } from "../../api/search.js";
import { clock } from "../../i18n/times.js";
import { Snippet } from "./snippet.js";
import styles from "./hit-list.module.css";

/** Of a title's kind are the tags as well; a title itself stands above its places. */
const LOOKS = {
  transcript: { icon: Quote, name: "transcript" },
  note: { icon: NotebookPen, name: "note" },
  title: { icon: Tag, name: "tags" },
} as const;

/** One place: the words around it, and the second at which it opens. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const { icon: Icon, name } = LOOKS[hit.kind];
  const isMoment = hit.kind !== "title";
  return (
    <Link
      href={`/entries/${hit.jobId}${isMoment ? `?t=${hit.start}` : ""}`}
      data-hit
      className={styles["hit"] ?? ""}
    >
      <Icon size={16} role="img" aria-label={t(`looking.search.kind.${name}`)} className={styles["kind"]} />
      <span className={styles["snippet"]}>
        <Snippet parts={hit.snippet} />
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
