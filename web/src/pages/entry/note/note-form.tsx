import { Plus } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useReplaceNote } from "../../../api/notes.js";
import type { Note, Segment } from "../../../api/results.js";
import { Button } from "../../../ui/button.js";
import { usePlayer } from "../player/player-context.js";
import { keepNoteDraft, withoutEmpty, withSection } from "./draft.js";
import { EntryField } from "./entry-field.js";
import styles from "./note-form.module.css";
import { isDiary, sectionsOf, type NoteEntry, type Section } from "./sections.js";
import { useSectionName } from "./section-name.js";

interface Props {
  job: Job;
  /** As it is, or as it was being changed when the page was left. */
  note: Note;
  segments: readonly Segment[];
  onDone: () => void;
}

/** The note, to be changed by hand. What is typed is kept in the browser until it is stored. */
export function NoteForm({ job, note, segments, onDone }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(note);
  const [tags, setTags] = useState(note.tags.join(", "));
  const { mutate, isPending, error } = useReplaceNote(job.id);
  const change = (next: Note): void => {
    setDraft(next);
    keepNoteDraft(job.id, next);
  };
  const leave = (): void => {
    keepNoteDraft(job.id, undefined);
    onDone();
  };
  const save = (): void => mutate(withoutEmpty(draft), { onSuccess: leave });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <form
      className={styles["form"]}
      aria-label={t("entry.noteForm.title")}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label className={styles["field"]}>
        {t("entry.noteForm.date")}
        <input
          type="date"
          required
          value={draft.date}
          onChange={({ target }) => change({ ...draft, date: target.value })}
        />
      </label>
      {isDiary(draft) && (
        <section aria-label={t("entry.note.mood")}>
          <h2>{t("entry.note.mood")}</h2>
          <EntryField
            entry={draft.mood}
            onChange={(mood) => change({ ...draft, mood: { ...draft.mood, ...mood } })}
          />
        </section>
      )}
      {sectionsOf(draft).map((section) => (
        <SectionFields
          key={section.key}
          section={section}
          segments={segments}
          onChange={(entries) => change(withSection(draft, section.key, entries))}
        />
      ))}
      <label className={styles["field"]}>
        {t("entry.head.tags")}
        <input
          value={tags}
          onChange={({ target }) => {
            setTags(target.value);
            change({ ...draft, tags: wordsOf(target.value) });
          }}
        />
      </label>
      <div className={styles["end"]}>
        {error !== null && (
          <p role="alert" className={styles["problem"]}>
            {t("entry.edit.failed", { reason: error.message })}
          </p>
        )}
        <Button type="submit" look="primary" disabled={isPending}>
          {t("app.save")}
        </Button>
        <Button look="quiet" onClick={leave}>
          {t("app.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface SectionProps {
  section: Section;
  segments: readonly Segment[];
  onChange: (entries: NoteEntry[]) => void;
}

function SectionFields({ section: { key, heading, entries }, segments, onChange }: SectionProps) {
  const { t } = useTranslation();
  const player = usePlayer();
  const headingOf = useSectionName();
  const add = (): void => {
    // Every statement has its moment: that of a new one is where one listens.
    const { start, end, text } = segments.findLast((segment) => segment.start <= player.seconds) ??
      segments[0] ?? { start: 0, end: 0, text: "" };
    onChange([...entries, { text: text.trim(), evidence: [{ start, end, quote: text.trim() }] }]);
  };
  return (
    <section aria-labelledby={`fields-${key}`}>
      <h2 id={`fields-${key}`}>{headingOf(key, heading)}</h2>
      <ul role="list">
        {entries.map((entry, index) => (
          <li key={index}>
            <EntryField
              entry={entry}
              onChange={(changed) => onChange(entries.with(index, changed))}
              onRemove={() => onChange(entries.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      {segments.length > 0 && (
        <Button look="quiet" className={styles["add"]} onClick={add}>
          <Plus size={16} aria-hidden />
          {t("entry.noteForm.add")}
        </Button>
      )}
    </section>
  );
}

const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];
