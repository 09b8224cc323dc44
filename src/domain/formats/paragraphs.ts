import type { ReadableTranscript } from "../transcript.js";
import { SENTENCE_END, spaceBetween } from "../words-in-text.js";
import { timelineOf, type TimelineItem } from "./timeline.js";

export interface Paragraph {
  kind: TimelineItem["kind"];
  start: number;
  speaker?: string;
  text: string;
}

/** Long enough that what follows is a new thought more often than not. */
const PAUSE_SECONDS = 2;
/** About as much as reads well at a stretch; a paragraph ends with the next sentence after it. */
const LONG_CHARACTERS = 500;

/** The transcript for reading: what one speaker says without a long pause, and what is missing in its place. */
export function paragraphsOf(transcript: ReadableTranscript): Paragraph[] {
  const paragraphs: (Paragraph & { end: number })[] = [];
  for (const item of timelineOf(transcript)) {
    const text = item.kind === "speech" ? item.segment.text.trim() : item.text;
    if (text === "") continue;
    const last = paragraphs.at(-1);
    if (last !== undefined && continues(last, item)) {
      last.text += spaceBetween(last.text, text) + text;
      last.end = item.end;
    } else {
      const speaker = item.kind === "speech" ? item.speaker : undefined;
      paragraphs.push({
        kind: item.kind,
        start: item.start,
        end: item.end,
        text,
        ...(speaker && { speaker }),
      });
    }
  }
  return paragraphs.map(({ end: _, ...paragraph }) => paragraph);
}

function continues(last: Paragraph & { end: number }, item: TimelineItem): boolean {
  if (last.kind === "gap" || item.kind === "gap" || last.speaker !== item.speaker) return false;
  if (!SENTENCE_END.test(last.text)) return true;
  return item.start - last.end < PAUSE_SECONDS && last.text.length < LONG_CHARACTERS;
}
