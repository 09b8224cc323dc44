/** Where in the window the word that is being said is kept: it is not moved as long as it is between these. */
const HIGHEST = 0.12;
const LOWEST = 0.68;
const GOAL = 0.3;

/** Scrolls so far that the element stands where it is read best, if it does not stand well enough. */
export function keepInView(scroller: HTMLElement, element: HTMLElement): void {
  const window = scroller.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= window.top + HIGHEST * window.height && bottom <= window.top + LOWEST * window.height) return;
  const by = top - window.top - GOAL * window.height;
  // Too far to be followed with the eyes.
  const isFar = Math.abs(by) > 2 * window.height;
  scroller.scrollBy({ top: by, behavior: isFar || prefersStill() ? "instant" : "smooth" });
}

export const prefersStill = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const SCROLL_KEYS = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

/** Calls back when a person scrolls; what the page scrolls by itself does not count. */
export function onScrolledByHand(scroller: HTMLElement, callback: () => void): () => void {
  const abort = new AbortController();
  const options = { passive: true, signal: abort.signal };
  scroller.addEventListener("wheel", callback, options);
  scroller.addEventListener("touchmove", callback, options);
  scroller.addEventListener("keydown", ({ key }) => SCROLL_KEYS.has(key) && callback(), options);
  // Whoever drags the scrollbar presses on the scroller, and on nothing within.
  scroller.addEventListener("pointerdown", ({ target }) => target === scroller && callback(), options);
  return () => abort.abort();
}
