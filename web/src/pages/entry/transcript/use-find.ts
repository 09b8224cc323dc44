import { useDeferredValue, useMemo, useState } from "react";
import { findIn, type Match } from "./find.js";
import type { Row } from "./rows.js";

export interface Find {
  isOpen: boolean;
  /** How often it was asked for: each time its field wants the focus. */
  asked: number;
  words: string;
  matches: readonly Match[];
  /** The place of the match that is shown among the matches. */
  place: number;
  current: Match | undefined;
  open: () => void;
  close: () => void;
  look: (words: string) => void;
  go: (by: 1 | -1) => void;
}

/** A search of its own: the browser's finds only the rows that are in the document. */
export function useFind(rows: readonly Row[]): Find {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const [words, setWords] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = useDeferredValue(words);
  const matches = useMemo(() => (isOpen ? findIn(rows, wanted) : []), [rows, isOpen, wanted]);
  const at = Math.min(place, Math.max(0, matches.length - 1));
  return {
    isOpen,
    asked,
    words,
    matches,
    place: at,
    current: matches[at],
    open: () => {
      setOpen(true);
      setAsked((times) => times + 1);
    },
    close: () => setOpen(false),
    look: (text) => {
      setWords(text);
      setPlace(0);
    },
    go: (by) => setPlace(matches.length === 0 ? 0 : (at + by + matches.length) % matches.length),
  };
}
