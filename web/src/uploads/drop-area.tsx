import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "../ui/toasts.js";
import { filesOf, mediaFiles } from "./dropped-files.js";
import { useOutbox } from "./outbox-context.js";
import type { Wishes } from "./outbox-db.js";
import styles from "./drop-area.module.css";

/** The whole window takes files that are dropped on it, or pasted. */
export function DropArea({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const say = useSay();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const take = (files: File[]): void => {
      if (files.length === 0) say(t("home.nothingToHear"));
      for (const file of files) void outbox.add(file, file.name, wishes);
    };
    const holdsFiles = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes("Files") === true;
    const drag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      void filesOf(event.dataTransfer).then(take);
    };
    const paste = ({ clipboardData }: ClipboardEvent): void => {
      const files = mediaFiles([...(clipboardData?.files ?? [])]);
      if (files.length > 0) take(files);
    };
    const ending = new AbortController();
    const until = { signal: ending.signal };
    window.addEventListener("dragover", drag, until);
    window.addEventListener("dragleave", leave, until);
    window.addEventListener("drop", drop, until);
    window.addEventListener("paste", paste, until);
    return () => ending.abort();
  }, [outbox, say, t, wishes]);
  return over ? (
    <div className={styles["over"]} aria-hidden>
      <p>{t("home.dropHere")}</p>
    </div>
  ) : null;
}
