import { formatClock } from "../clock.js";
import type { ReadableTranscript } from "../transcript.js";
import { paragraphsOf, type Paragraph } from "./paragraphs.js";
import { incompleteness } from "./timeline.js";

/** Markdown: the title, what is missing, and each paragraph with its time and, where known, its speaker. */
export function toMarkdown(transcript: ReadableTranscript, title: string): string {
  const incomplete = incompleteness(transcript);
  return [
    `# ${escaped(title)}`,
    `*${transcript.language}, ${formatClock(transcript.durationSeconds)}*`,
    ...(incomplete === undefined ? [] : [`> **${incomplete}**`]),
    ...paragraphsOf(transcript).map(paragraphLine),
  ]
    .join("\n\n")
    .concat("\n");
}

function paragraphLine({ kind, start, speaker, text }: Paragraph): string {
  if (kind === "gap") return `> **${escaped(text)}**`;
  const who = speaker === undefined ? "" : ` **${escaped(speaker)}:**`;
  return `\`${formatClock(start)}\`${who} ${escaped(text)}`;
}

/** What was said is no markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`).replaceAll(/\s+/g, " ");
}
