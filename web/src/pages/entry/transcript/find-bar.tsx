import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import type { Find } from "./use-find.js";
import styles from "./find-bar.module.css";

export function FindBar({ find }: { find: Find }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { asked, words, matches, place } = find;
  useEffect(() => input.current?.select(), [asked]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") find.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") find.close();
    else return;
    event.preventDefault();
  };
  const count =
    words.trim() === ""
      ? ""
      : matches.length === 0
        ? t("entry.find.none")
        : t("entry.find.count", { place: place + 1, count: matches.length });
  return (
    <div role="search" className={styles["bar"]}>
      <input
        ref={input}
        type="search"
        value={words}
        aria-label={t("entry.find.label")}
        placeholder={t("entry.find.label")}
        onChange={({ target }) => find.look(target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles["count"]}>
        {count}
      </span>
      <Button
        look="icon"
        aria-label={t("entry.find.before")}
        disabled={matches.length === 0}
        onClick={() => find.go(-1)}
      >
        <ChevronUp size={18} aria-hidden />
      </Button>
      <Button
        look="icon"
        aria-label={t("entry.find.next")}
        disabled={matches.length === 0}
        onClick={() => find.go(1)}
      >
        <ChevronDown size={18} aria-hidden />
      </Button>
      <Button look="icon" aria-label={t("app.close")} onClick={find.close}>
        <X size={18} aria-hidden />
      </Button>
    </div>
  );
}
