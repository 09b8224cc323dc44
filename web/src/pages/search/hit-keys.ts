import type { KeyboardEvent } from "react";

/** Arrow keys go from the words to the places that were found and through them; up from the first, and Escape, go back. */
export function moveThroughHits(
  event: KeyboardEvent,
  input: HTMLInputElement | null,
  list: HTMLElement | null,
): void {
  const hits = [...(list?.querySelectorAll<HTMLElement>("a[data-hit]") ?? [])];
  const at = hits.findIndex((hit) => hit === document.activeElement);
  const isTyping = document.activeElement === input;
  if (!isTyping && at < 0) return;
  const next = targetOf(event.key, at, hits, input);
  if (next === undefined || next === null || next === document.activeElement) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function targetOf(key: string, at: number, hits: readonly HTMLElement[], input: HTMLElement | null) {
  switch (key) {
    case "ArrowDown":
      return hits[Math.min(at + 1, hits.length - 1)];
    case "ArrowUp":
      return at > 0 ? hits[at - 1] : input;
    case "Home":
      return at >= 0 ? hits[0] : undefined;
    case "End":
      return at >= 0 ? hits.at(-1) : undefined;
    case "Escape":
      return input;
    default:
      return undefined;
  }
}
