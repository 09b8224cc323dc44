import { useState } from "react";
import type { Wishes } from "./outbox-db.js";

const CHOICE = "diarist.wishes";

/** What was wished for the last recordings is what the next ones get. */
export function useWishes(): [Wishes, (wishes: Wishes) => void] {
  const [wishes, setWishes] = useState(readWishes);
  const change = (next: Wishes): void => {
    localStorage.setItem(CHOICE, JSON.stringify(next));
    setWishes(next);
  };
  return [wishes, change];
}

/** A template that is gone can be no one's wish: the service would refuse the next recording. */
export function forgetTemplate(templateId: string): void {
  const { noteTemplate, ...rest } = readWishes();
  if (noteTemplate === templateId) localStorage.setItem(CHOICE, JSON.stringify(rest));
}

export function readWishes(): Wishes {
  try {
    return JSON.parse(localStorage.getItem(CHOICE) ?? "{}") as Wishes;
  } catch {
    return {};
  }
}
