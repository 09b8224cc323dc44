import { useTranslation } from "react-i18next";
import type { Note } from "../../../api/results.js";
import { dayText } from "../../../i18n/days.js";
import { MoodMark } from "../../../mood/mood-mark.js";
import { EvidenceLinks } from "./evidence-links.js";
import { isDiary, sectionsOf, type NoteEntry, type Section } from "./sections.js";
import styles from "./note-view.module.css";
import { useSectionName } from "./section-name.js";

const SHORT_DAY = { weekday: "short", day: "numeric", month: "short" } as const;

/** What a recording comes to: each statement beside the moments that it comes from. */
export function NoteView({ note }: { note: Note }) {
  const { t } = useTranslation();
  return (
    <div className={styles["note"]} lang={note.language}>
      {isDiary(note) && (
        <section aria-label={t("entry.note.mood")} className={styles["mood"]}>
          {note.mood.label !== undefined && (
            <span className={styles["mark"]} role="img" aria-label={t(`looking.mood.${note.mood.label}`)}>
              <MoodMark label={note.mood.label} size={28} />
            </span>
          )}
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
            {dayText(entry.when, i18n.language, SHORT_DAY)}
          </time>
        )}
      </p>
    </li>
  );
}
