import { DiaristError, type InvalidField } from "./errors.js";
import type { Mood } from "./mood.js";
import { evidenceOf, findQuote } from "./note-evidence.js";
import { spokenText, type SpokenText } from "./note-spoken-text.js";
import { noteSchema, type Evidence, type Note, type NoteEntry, type NoteWriterLabel } from "./note.js";
import type { Span } from "./spans.js";
import type { ReadableTranscript } from "./transcript.js";

interface WantedEvidence extends Span {
  quote?: string | undefined;
}
interface WantedEntry {
  text: string;
  evidence: WantedEvidence[];
  when?: string | undefined;
}
interface WantedFrame {
  date: string;
  title: string;
  tags: string[];
  language?: string | undefined;
  writer?: (Omit<NoteWriterLabel, "model"> & { model?: string | undefined }) | undefined;
}

/** A note as someone wants it; its shape is that of a Note. */
export type WantedNote = WantedFrame &
  (
    | {
        mood: WantedEntry & { [Part in keyof Mood]?: Mood[Part] | undefined };
        keyEvents: WantedEntry[];
        reflections: WantedEntry[];
      }
    | {
        template: { id: string; name: string };
        sections: { key: string; heading: string; entries: WantedEntry[] }[];
      }
  );

/** The times of a note may be rounded, and the recording's length too. */
const ROUNDING_SECONDS = 0.5;
/** What a quote that is filled in takes of a long stretch. */
const MAX_QUOTE_WORDS = 60;

/**
 * The note that someone has made of another. Every quote is found in the transcript at its seconds: what is not is replaced
 * by what was said there, and goes with its evidence where an edit of the transcript left nothing. Throws `invalid_request`
 * with each evidence that lies outside the recording, or where nothing was said that could be quoted.
 */
export function editedNote(
  wanted: WantedNote,
  current: Note,
  transcript: ReadableTranscript,
  editedAt: string,
): Note {
  const spoken = spokenText(transcript);
  const errors: InvalidField[] = [];

  const proof = (place: string, { start, end, quote = "" }: WantedEvidence): Evidence[] => {
    const wrong = (message: string) => errors.push({ in: "body", field: place, message });
    if (end < start || end > transcript.durationSeconds + ROUNDING_SECONDS) {
      wrong("does not lie within the recording");
      return [];
    }
    const heard = quoted(spoken, { start, end }, quote);
    if (heard !== undefined) return [{ start, end, quote: heard }];
    if (quote.trim() === "") wrong("nothing was said there");
    return [];
  };
  const entryAt = (place: string, { text, evidence, when }: WantedEntry): NoteEntry => ({
    text,
    evidence: evidence.flatMap((each, index) => proof(`${place}.evidence.${String(index)}`, each)),
    ...(when !== undefined && { when }),
  });
  const entriesAt = (place: string, list: WantedEntry[]) =>
    list.map((entry, index) => entryAt(`${place}.${String(index)}`, entry));

  const { date, title, tags, language = current.language, writer = current.writer } = wanted;
  const frame = { date, title, tags: [...new Set(tags)], language, writer, editedAt };
  const body =
    "sections" in wanted
      ? {
          template: wanted.template,
          sections: wanted.sections.map((section, index) => ({
            ...section,
            entries: entriesAt(`sections.${String(index)}.entries`, section.entries),
          })),
        }
      : {
          mood: { ...wanted.mood, ...entryAt("mood", wanted.mood) },
          keyEvents: entriesAt("keyEvents", wanted.keyEvents),
          reflections: entriesAt("reflections", wanted.reflections),
        };
  if (errors.length > 0) {
    const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
    throw new DiaristError("invalid_request", `${detail}.`, { fields: errors });
  }
  return noteSchema.parse({ ...frame, ...body });
}

/** Whether two notes say the same, whenever that was written. */
export function saysTheSame(one: Note, other: Note): boolean {
  const content = (note: Note) => JSON.stringify({ ...noteSchema.parse(note), editedAt: undefined });
  return content(one) === content(other);
}

/** The quote, if it was said at that time, else what was; undefined where that is nothing. */
function quoted(spoken: SpokenText, span: Span, quote: string): string | undefined {
  const { start, end } = span;
  const isAt = (token: Span) =>
    start === end ? token.start <= start && token.end >= start : token.end > start && token.start < end;
  const first = spoken.tokens.findIndex(isAt);
  const there = spoken.tokens[first];
  if (there === undefined) return undefined;
  const found = quote.trim() === "" ? undefined : findQuote(spoken, quote, there.segmentId);
  if (found !== undefined && isAt(found)) return found.quote;
  const last = spoken.tokens.findLastIndex(isAt);
  return evidenceOf(spoken, first, Math.min(last, first + MAX_QUOTE_WORDS - 1))?.quote;
}
