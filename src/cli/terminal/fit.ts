import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Filled up with spaces to so many columns, however wide its characters are. */
export function padTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "left" ? `${text}${spaces}` : `${spaces}${text}`;
}

/** At most so many columns of it; what is left out is told by `…` in the middle, where names differ least. */
export function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  if (width <= 1) return "…".slice(0, width);
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const head = take(letters, Math.ceil((width - 1) / 2));
  const tail = take(letters.toReversed(), width - 1 - stringWidth(head.join(""))).toReversed();
  return `${head.join("")}…${tail.join("")}`;
}

function take(letters: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let left = width;
  for (const letter of letters) {
    left -= stringWidth(letter);
    if (left < 0) break;
    taken.push(letter);
  }
  return taken;
}

/** The text in lines of at most so many columns, cut between words; a word that is wider gets a line to itself. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** What another program named may hold: anything that moves the cursor or colours the screen, or breaks the line. */
export function harmless(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}
