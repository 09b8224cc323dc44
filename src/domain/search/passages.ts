import type { Note, NoteEntry } from "../note.js";
import { roundMs } from "../spans.js";
import type { Segment, ReadableTranscript } from "../transcript.js";

export const PASSAGE_KINDS = ["title", "note", "transcript"] as const;
export type PassageKind = (typeof PASSAGE_KINDS)[number];

/** From this place of a passage's text on, in UTF-16 units, it is about these seconds of the recording. */
export interface Moment {
  at: number;
  start: number;
  end: number;
}

/** What is searched at a time: the words of a question are all met in it, or are found apart. */
export interface Passage {
  kind: PassageKind;
  text: string;
  /** In order of `at`, the first at 0; none where the text is about the whole recording. */
  moments: Moment[];
}

/** As with paragraphs: what follows is a new thought more often than not. */
const PAUSE_SECONDS = 2;
/** Half a minute of speech: words that are this near to each other belong together. */
const LONG_CHARACTERS = 400;
/** A hit opens so near to its words at least, where the engine gave times to words. */
const MOMENT_SECONDS = 5;

/** Each title, and the tags if there are any. */
export function titlePassages(titles: readonly string[], tags: readonly string[]): Passage[] {
  const texts = [...titles, tags.join(", ")].filter((text) => text !== "");
  return texts.map((text) => ({ kind: "title", text, moments: [] }));
}

/** One for each entry, at the first second of its evidence. */
export function notePassages(note: Note): Passage[] {
  return entriesOf(note).map(({ text, evidence }) => ({
    kind: "note",
    text,
    moments: evidence.slice(0, 1).map(({ start, end }) => ({ at: 0, start, end })),
  }));
}

/** What one speaker says at a stretch. */
export function transcriptPassages({ segments }: Pick<ReadableTranscript, "segments">): Passage[] {
  const passages: Passage[] = [];
  let previous: Segment | undefined;
  for (const segment of segments) {
    const text = segment.text.trim();
    if (text === "") continue;
    const last = passages.at(-1);
    if (last !== undefined && previous !== undefined && continues(last, previous, segment)) {
      const at = last.text.length + 1;
      last.text += ` ${text}`;
      last.moments.push(...momentsOf(segment, text, at));
    } else passages.push({ kind: "transcript", text, moments: momentsOf(segment, text, 0) });
    previous = segment;
  }
  return passages;
}

/** The moment of what stands at a place of the passage's text; the recording's beginning where it has none. */
export function momentAt({ moments }: Pick<Passage, "moments">, place: number): Omit<Moment, "at"> {
  const { start, end } = moments.findLast(({ at }) => at <= place) ?? moments[0] ?? { start: 0, end: 0 };
  return { start, end };
}

function entriesOf(note: Note): NoteEntry[] {
  if ("sections" in note) return note.sections.flatMap(({ entries }) => entries);
  return [note.mood, ...note.keyEvents, ...note.reflections];
}

function continues(last: Passage, previous: Segment, segment: Segment): boolean {
  return (
    previous.speaker === segment.speaker &&
    segment.start - previous.end < PAUSE_SECONDS &&
    last.text.length < LONG_CHARACTERS
  );
}

/** The segment's own, and one more for each few seconds of a long one. `at` is where its text begins in the passage. */
function momentsOf({ start, end, words }: Segment, text: string, at: number): Moment[] {
  const moments = [{ at, start, end }];
  let place = 0;
  let begun = start;
  for (const { word, start: wordStart } of words) {
    const found = text.indexOf(word.trim(), place);
    // Words that do not stand in the text as they are have no place in it.
    if (found === -1) continue;
    place = found + word.trim().length;
    if (wordStart - begun < MOMENT_SECONDS) continue;
    moments.push({ at: at + found, start: wordStart, end });
    begun = wordStart;
  }
  return moments.map((moment, index) => ({
    at: moment.at,
    start: roundMs(moment.start),
    end: roundMs(moments[index + 1]?.start ?? moment.end),
  }));
}
