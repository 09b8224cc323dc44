import { useTranslation } from "react-i18next";
import { clock, length } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import type { Gap } from "./rows.js";
import { speakerName } from "./speaker-name.js";
import styles from "./rows.module.css";

interface Props {
  gap: Gap;
  /** Has the service listen once more; undefined where that cannot be asked for. */
  onRetry: (() => void) | undefined;
  isRetrying: boolean;
}

/** A stretch without words, said in its place: no transcript may look whole that is not. */
export function GapRow({ gap, onRetry, isRetrying }: Props) {
  const { t, i18n } = useTranslation();
  const { kind, start, end, reason, speaker } = gap;
  const span = { from: clock(start), until: clock(end), length: length(end - start, i18n.language) };
  if (kind === "silence") return <p className={styles["silence"]}>{t("entry.gap.silence", span)}</p>;
  if (kind === "awaited") return <p className={styles["awaited"]}>{t("entry.gap.awaited", span)}</p>;
  return (
    <div className={styles["gap"]} data-gap={kind}>
      <p>
        {speaker !== undefined && `${speakerName(speaker, t)}: `}
        {kind === "broken"
          ? t("entry.gap.broken", span)
          : t(reason === "not_understood" ? "entry.gap.notUnderstood" : "entry.gap.missing", span)}
      </p>
      {kind === "missing" && onRetry !== undefined && (
        <Button onClick={onRetry} disabled={isRetrying}>
          {isRetrying ? t("entry.gap.retrying") : t("entry.gap.retry")}
        </Button>
      )}
    </div>
  );
}
