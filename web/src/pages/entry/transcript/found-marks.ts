import type { Match } from "./find.js";

/** Marks what was found, where it is in the document, by the browser's own highlights: no text is cut up for it. */
export function markFound(list: HTMLElement, matches: readonly Match[], current: Match | undefined): void {
  if (!("highlights" in CSS)) return;
  const shown = new Map<number, Element>();
  for (const row of list.querySelectorAll("[data-index]")) {
    const text = row.querySelector("[data-text]");
    if (text !== null) shown.set(Number(row.getAttribute("data-index")), text);
  }
  const found = new Highlight();
  const now = new Highlight();
  now.priority = 1;
  for (const match of matches) {
    const text = shown.get(match.row);
    const range = text && rangeOf(text, match.start, match.end);
    if (range !== undefined) (match === current ? now : found).add(range);
  }
  CSS.highlights.set("found", found);
  CSS.highlights.set("found-now", now);
}

export function unmarkFound(): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  CSS.highlights.delete("found-now");
}

/** The characters from `start` to `end` of an element's text. */
export function rangeOf(element: Element, start: number, end: number): Range | undefined {
  const range = document.createRange();
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let isBegun = false;
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { length } = node.textContent ?? "";
    if (!isBegun && start < passed + length) {
      range.setStart(node, start - passed);
      isBegun = true;
    }
    if (isBegun && end <= passed + length) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed += length;
  }
  return undefined;
}
