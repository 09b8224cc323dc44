import { useState } from "react";
import type { Wishes } from "./outbox-db.js";

const CHOICE = "diarist.wishes";

/** What was wished for the last recordings is what the next ones get. */
export function useWishes(): [Wishes, (wishes: Wishes) => void] {
  const [wishes, setWishes] = useState(read);
  const change = (next: Wishes): void => {
    localStorage.setItem(CHOICE, JSON.stringify(next));
    setWishes(next);
  };
  return [wishes, change];
}

function read(): Wishes {
  try {
    return JSON.parse(localStorage.getItem(CHOICE) ?? "{}") as Wishes;
  } catch {
    return {};
  }
}
