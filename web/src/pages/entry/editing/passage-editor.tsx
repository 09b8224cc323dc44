import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import { MomentLink } from "../player/moment-link.js";
import { Speaker } from "../transcript/passage-row.js";
import type { Passage, Segment } from "../transcript/rows.js";
import type { Editing } from "./use-editing.js";
import styles from "./passage-editor.module.css";

/** A passage's sentences, each to be written anew where it stands. */
export function PassageEditor({ row, editing }: { row: Passage; editing: Editing }) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) editing.save();
    else if (event.key === "Escape") editing.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className={styles["editor"]}
      aria-label={t("entry.edit.passage", { at: clock(row.start) })}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        editing.save();
      }}
    >
      <Speaker name={row.speaker} />
      {row.segments.map(({ segment }) => (
        <Sentence key={segment.id} segment={segment} editing={editing} />
      ))}
      {editing.problem !== undefined && (
        <p role="alert" className={styles["problem"]}>
          {editing.problem}
        </p>
      )}
      <div className={styles["buttons"]}>
        <Button type="submit" look="primary">
          {t("app.save")}
        </Button>
        <Button look="quiet" onClick={editing.leave}>
          {t("app.cancel")}
        </Button>
        <span className={styles["hint"]}>{t("entry.edit.keys")}</span>
      </div>
    </form>
  );
}

function Sentence({ segment, editing }: { segment: Segment; editing: Editing }) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const hasFocus = editing.open?.focus === segment.id;
  useEffect(() => {
    if (hasFocus) field.current?.focus();
  }, [hasFocus]);
  const draft = editing.drafts[segment.id];
  const isElsewise = draft !== undefined && draft.base !== segment.text;
  return (
    <div className={styles["sentence"]}>
      <MomentLink seconds={segment.start} className={styles["time"]} />
      <div>
        <textarea
          ref={field}
          rows={1}
          value={draft?.text ?? segment.text}
          aria-label={t("entry.edit.sentence", { at: clock(segment.start) })}
          onChange={({ target }) => editing.type(segment, target.value.replaceAll("\n", " "))}
        />
        {isElsewise && (
          <p className={styles["theirs"]}>
            {t("entry.edit.theirs", { text: segment.text })}
            <Button look="quiet" onClick={() => editing.type(segment, segment.text)}>
              {t("entry.edit.takeTheirs")}
            </Button>
            <Button look="quiet" onClick={() => editing.insist(segment)}>
              {t("entry.edit.keepMine")}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
