import { CalendarRange, Search, X } from "lucide-react";
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import type { SearchWish } from "../../api/search.js";
import { Button } from "../../ui/button.js";
import styles from "./search-form.module.css";

/** So long nothing must have been typed before the service is asked. */
const PAUSE_MS = 200;

interface Props {
  ref: Ref<HTMLInputElement>;
  wish: SearchWish;
  go: (change: Partial<SearchWish>) => void;
}

/** The words, and from when they are. What is typed is searched for in the next pause, or at once with Enter. */
export function SearchForm({ ref, wish, go }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current);
  const [text, setText] = useState(wish.q);
  const [asked, setAsked] = useState(wish.q);
  const [showsDates, setShowsDates] = useState(wish.from !== undefined || wish.until !== undefined);
  // A suggestion, or a way back, has changed the words.
  if (wish.q !== asked) {
    setAsked(wish.q);
    setText(wish.q);
  }
  const ask = (q: string): void => {
    setAsked(q);
    if (q !== wish.q) go({ q });
  };
  const latestAsk = useRef(ask);
  useEffect(() => {
    latestAsk.current = ask;
  });
  useEffect(() => {
    if (text === asked) return undefined;
    const timer = setTimeout(() => latestAsk.current(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  useEffect(() => {
    // On a phone a keyboard that jumps up hides what there is to see.
    if (matchMedia("(pointer: fine)").matches) input.current?.focus();
  }, []);
  return (
    <form
      role="search"
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        ask(text);
      }}
    >
      <div className={styles["words"]}>
        <Search size={20} aria-hidden className={styles["icon"]} />
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={t("looking.search.label")}
          placeholder={t("looking.search.placeholder")}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {text !== "" && (
          <Button
            look="icon"
            aria-label={t("looking.search.clear")}
            onClick={() => {
              setText("");
              ask("");
              input.current?.focus();
            }}
          >
            <X size={18} aria-hidden />
          </Button>
        )}
        <Button
          look="icon"
          aria-label={t("looking.search.dates")}
          aria-expanded={showsDates}
          className={styles["toggle"]}
          onClick={() => {
            setShowsDates(!showsDates);
            if (showsDates) go({ from: undefined, until: undefined });
          }}
        >
          <CalendarRange size={18} aria-hidden />
        </Button>
      </div>
      {showsDates && (
        <div className={styles["dates"]}>
          <label>
            {t("looking.search.from")}
            <input
              type="date"
              value={wish.from ?? ""}
              max={wish.until}
              onChange={({ target }) => go({ from: target.value })}
            />
          </label>
          <label>
            {t("looking.search.until")}
            <input
              type="date"
              value={wish.until ?? ""}
              min={wish.from}
              onChange={({ target }) => go({ until: target.value })}
            />
          </label>
        </div>
      )}
    </form>
  );
}
