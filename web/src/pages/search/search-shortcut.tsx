import { useEffect } from "react";
import { useLocation } from "wouter";

/** The slash key leads to the search from anywhere, except where one is writing. */
export function SearchShortcut() {
  const [, navigate] = useLocation();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return;
      // Over an open window the page behind it is out of reach.
      if (document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      const input = document.querySelector<HTMLInputElement>('form[role="search"] input[type="search"]');
      if (input === null) navigate("/search");
      else {
        input.focus();
        input.select();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [navigate]);
  return null;
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));
