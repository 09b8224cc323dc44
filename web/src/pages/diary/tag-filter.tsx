import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DiaryEntry } from "../../api/diary.js";
import { Button } from "../../ui/button.js";
import type { DiaryPlace } from "./diary-place.js";
import styles from "./tag-filter.module.css";

const SHOWN = 10;

/** The entries that have all of the tags. */
export const withTags = (entries: readonly DiaryEntry[], tags: readonly string[]): DiaryEntry[] =>
  entries.filter((entry) => tags.every((tag) => entry.tags.includes(tag)));

interface Props {
  /** Without the filter. */
  entries: readonly DiaryEntry[];
  place: DiaryPlace;
  go: (change: Partial<DiaryPlace>) => void;
}

/** The month's most frequent tags. Those that are chosen stay, whatever month is shown. */
export function TagFilter({ entries, place, go }: Props) {
  const { t } = useTranslation();
  const offered = offeredTags(withTags(entries, place.tags), place);
  if (offered.length === 0) return null;
  const toggle = (tag: string): void =>
    go({
      tags: place.tags.includes(tag) ? place.tags.filter((other) => other !== tag) : [...place.tags, tag],
    });
  return (
    <div role="group" aria-label={t("looking.diary.tags")} className={styles["tags"]}>
      {offered.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles["tag"]}
          aria-pressed={place.tags.includes(tag)}
          onClick={() => toggle(tag)}
        >
          {tag}
        </button>
      ))}
      {place.tags.length > 0 && (
        <Button look="quiet" className={styles["clear"]} onClick={() => go({ tags: [] })}>
          <X size={16} aria-hidden />
          {t("looking.diary.allTags")}
        </Button>
      )}
    </div>
  );
}

function offeredTags(entries: readonly DiaryEntry[], { month, tags }: DiaryPlace): string[] {
  const ofMonth = entries.filter(({ date }) => date.startsWith(month)).flatMap((entry) => entry.tags);
  const byCount = [...Map.groupBy(ofMonth, (tag) => tag)].sort(([, a], [, b]) => b.length - a.length);
  return [...new Set([...tags, ...byCount.map(([tag]) => tag)])].slice(0, Math.max(SHOWN, tags.length));
}
