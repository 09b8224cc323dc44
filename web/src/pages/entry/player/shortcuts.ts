import { useEffect } from "react";

/** In the order in which the help names them. */
export const SHORTCUTS = [
  { does: "toggle", keys: ["Space", "K"] },
  { does: "back", keys: ["←", "J"] },
  { does: "forward", keys: ["→", "L"] },
  { does: "sentenceBefore", keys: ["Shift+←"] },
  { does: "sentenceAfter", keys: ["Shift+→"] },
  { does: "chapterBefore", keys: ["P"] },
  { does: "chapterAfter", keys: ["N"] },
  { does: "slower", keys: ["<"] },
  { does: "faster", keys: [">"] },
  { does: "find", keys: ["Ctrl+F"] },
  { does: "edit", keys: ["E"] },
  { does: "follow", keys: ["F"] },
  { does: "help", keys: ["?"] },
] as const;
export type Deed = (typeof SHORTCUTS)[number]["does"];

/** Does what a key stands for, wherever on the page the focus is: not where one writes, nor while a window is open. */
export function useShortcuts(deeds: Partial<Record<Deed, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const deed = deedOf(event);
      if (event.defaultPrevented || deed === undefined || isTaken(event, deed)) return;
      const act = deeds[deed];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [deeds]);
}

function deedOf({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Deed | undefined {
  if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === "f" && !shiftKey ? "find" : undefined;
  if (altKey) return undefined;
  const pressed = code === "Space" ? "Space" : (ARROWS[key] ?? key.toUpperCase());
  const name = shiftKey && key in ARROWS ? `Shift+${pressed}` : pressed;
  return SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(name))?.does;
}

const ARROWS: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→" };

const WRITES = "input, textarea, select, [contenteditable=true]";
const WINDOWS = "[role=dialog], [role=menu]";
const PRESSED_BY_SPACE = "button, summary, [role=tab], [role=button]";

function isTaken({ target }: KeyboardEvent, deed: Deed): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(WINDOWS) !== null) return true;
  if (target.closest(WRITES) !== null) return deed !== "find";
  return deed === "toggle" && target.closest(PRESSED_BY_SPACE) !== null;
}
