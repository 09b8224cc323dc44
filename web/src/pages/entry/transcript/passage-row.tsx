import { Pencil } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { MomentLink } from "../player/moment-link.js";
import { shownWords, type Passage, type PlacedSegment } from "./rows.js";
import { speakerName } from "./speaker-name.js";
import styles from "./rows.module.css";

/** Below it a word is marked; the engine's words that turn out wrong mostly lie there. */
const UNSURE_BELOW = 0.5;

interface Props {
  row: Passage;
  /** Without it nothing can be changed yet. */
  onEdit: ((row: Passage) => void) | undefined;
}

/** What one speaker says at a stretch; each of its words can be clicked, and is lit while it is said. */
export const PassageRow = memo(function PassageRow({ row, onEdit }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["passage"]}>
      <p className={styles["time"]}>
        <MomentLink seconds={row.start} />
        {row.segments.some(({ segment }) => segment.editedAt !== undefined) && (
          <span>{t("entry.edit.edited")}</span>
        )}
      </p>
      <div className={styles["body"]}>
        <Speaker name={row.speaker} />
        <p data-text>{row.segments.map(sentenceOf)}</p>
      </div>
      {onEdit !== undefined && (
        <Button
          look="icon"
          className={styles["edit"]}
          aria-label={t("entry.edit.passage", { at: clock(row.start) })}
          onClick={() => onEdit(row)}
        >
          <Pencil size={16} aria-hidden />
        </Button>
      )}
    </div>
  );
});

export function Speaker({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  return name === undefined ? null : <p className={styles["speaker"]}>{speakerName(name, t)}</p>;
}

function sentenceOf({ segment, firstWord, before }: PlacedSegment) {
  return (
    <span key={segment.id}>
      {before}
      <span data-segment={segment.id} className={styles["sentence"]}>
        {shownWords(segment).map(({ before: space, text }, place) => {
          const { probability = 1 } = segment.words[place] ?? {};
          return [
            space,
            <span
              key={place}
              data-word={firstWord + place}
              {...(probability < UNSURE_BELOW && { "data-unsure": "" })}
            >
              {text}
            </span>,
          ];
        })}
      </span>
    </span>
  );
}

export const isUnsure = ({ probability = 1 }: { probability?: number }): boolean =>
  probability < UNSURE_BELOW;
