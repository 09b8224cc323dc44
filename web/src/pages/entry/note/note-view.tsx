import { useTranslation } from "react-i18next";
import type { Note } from "../../../api/results.js";
import { shortDay } from "../../../i18n/times.js";
import { EvidenceLinks } from "./evidence-links.js";
import { isDiary, sectionsOf, type NoteEntry, type Section } from "./sections.js";
import styles from "./note-view.module.css";

/** What a recording comes to: each statement beside the moments that it comes from. */
export function NoteView({ note }: { note: Note }) {
  const { t } = useTranslation();
  return (
    <div className={styles["note"]} lang={note.language}>
      {isDiary(note) && (
        <section aria-label={t("entry.note.mood")} className={styles["mood"]}>
          <p>
            {note.mood.text}
            <EvidenceLinks entry={note.mood} className={styles["inline"]} />
          </p>
        </section>
      )}
      {sectionsOf(note)
        .filter(({ entries }) => entries.length > 0)
        .map((section) => (
          <NoteSection key={section.key} section={section} />
        ))}
      {note.tags.length > 0 && (
        <ul role="list" aria-label={t("entry.note.tags")} className={styles["tags"]}>
          {note.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function NoteSection({ section: { key, heading, entries } }: { section: Section }) {
  const headingOf = useSectionName();
  return (
    <section className={styles["section"]} aria-labelledby={`section-${key}`}>
      <h2 id={`section-${key}`}>{headingOf(key, heading)}</h2>
      <ul role="list">
        {entries.map((entry) => (
          <Entry key={`${entry.text} ${entry.evidence[0]?.start ?? ""}`} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { entry: NoteEntry }) {
  const { i18n } = useTranslation();
  return (
    <li className={styles["entry"]}>
      <EvidenceLinks entry={entry} className={styles["times"]} />
      <p>
        {entry.text}
        {entry.when !== undefined && (
          <time dateTime={entry.when} className={styles["when"]}>
            {shortDay(entry.when, i18n.language)}
          </time>
        )}
      </p>
    </li>
  );
}

/** Names a section in the page's language where it is a built-in one; a template's own headings are left alone. */
export function useSectionName(): (key: string, heading: string | undefined) => string {
  const { t, i18n } = useTranslation();
  return (key, heading) => {
    const name = `entry.note.section.${key}`;
    return i18n.exists(name) ? t(name as "entry.note.section.keyEvents") : (heading ?? key);
  };
}
