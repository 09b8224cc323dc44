import { z } from "zod";
import { DiaristError } from "./errors.js";
import { retimed } from "./retimed-words.js";
import type { Segment, ShownSegment, ReadableTranscript } from "./transcript.js";
import { textOfSentences } from "./words-in-text.js";

/*
 * What people have made of a transcript's segments: a list that only grows, beside the transcript that the machine made and
 * that stays what it is. An edit knows its segment by what the machine heard there, since ids shift when missing parts are
 * filled in: the same text of the same speaker at the same time, or else at a time that overlaps, as where a seam has moved.
 * Where no segment is that any more, the recording was heard anew there; the edit is kept and holds nowhere.
 */
const anchorSchema = z.object({
  /** As it was when the edit was made. */
  id: z.number().int(),
  start: z.number(),
  end: z.number(),
  /** The machine's. */
  text: z.string(),
  speaker: z.string().optional(),
});
type Anchor = z.infer<typeof anchorSchema>;

export const transcriptEditSchema = z.object({
  segment: anchorSchema,
  /** What was read there until then. */
  before: z.string(),
  /** Empty: nothing was said there. */
  after: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** `key:<id>`, `token:<subject>` or `local`. */
  by: z.string(),
});
export type TranscriptEdit = z.infer<typeof transcriptEditSchema>;

/** All edits of a transcript, oldest first. */
export const transcriptEditsSchema = z.object({ edits: z.array(transcriptEditSchema) });

/** The transcript as it is to be read. */
export function withEdits(machine: ReadableTranscript, edits: readonly TranscriptEdit[]): ReadableTranscript {
  const latest = latestOf(machine, edits);
  if (latest.size === 0) return machine;
  const segments = {
    *[Symbol.iterator]() {
      for (const segment of machine.segments) yield edited(segment, latest.get(segment.id));
    },
  };
  const texts: string[] = [];
  for (const { text } of segments) if (text.trim() !== "") texts.push(text.trim());
  return { ...machine, segments, text: textOfSentences(texts) };
}

export interface WantedEdit {
  segmentId: number;
  text: string;
  /** What the caller has read there; any text where it is not given. */
  expectedText?: string | undefined;
}

/**
 * The edits that are to be added, in order; none for a text that stands there already. Throws `edit_conflict` where there
 * is no such segment, or something else than what was expected.
 */
export function newEdits(
  machine: ReadableTranscript,
  edits: readonly TranscriptEdit[],
  wanted: readonly WantedEdit[],
  { at, by }: Pick<TranscriptEdit, "at" | "by">,
): TranscriptEdit[] {
  const anchors = anchorsIn(machine, new Set(wanted.map(({ segmentId }) => segmentId)));
  const texts = new Map([...latestOf(machine, edits)].map(([id, { after }]) => [id, after]));
  return wanted.flatMap(({ segmentId, text, expectedText }) => {
    const segment = anchors.get(segmentId);
    if (segment === undefined)
      throw conflict(`There is no segment ${String(segmentId)} in the transcript as it is now`);
    const before = texts.get(segmentId) ?? spokenLine(segment.text);
    const after = spokenLine(text);
    if (after === before) return [];
    if (expectedText !== undefined && spokenLine(expectedText) !== before)
      throw conflict(`Segment ${String(segmentId)} reads otherwise by now`);
    texts.set(segmentId, after);
    return [{ segment, before, after, at, by }];
  });
}

/** An edit with the segment that it is about. */
export interface PastEdit extends Pick<TranscriptEdit, "before" | "after" | "at" | "by"> {
  segmentId: number;
  start: number;
  end: number;
  /** Heard anew since: the edit holds nowhere, and the id is the one of then. */
  gone?: true;
}

/** Newest first. */
export function historyOf(machine: ReadableTranscript, edits: readonly TranscriptEdit[]): PastEdit[] {
  const find = finderIn(machine, edits);
  return edits.toReversed().map(({ segment: anchor, before, after, at, by }) => {
    const segment = find(anchor);
    const { id: segmentId, start, end } = segment ?? anchor;
    return { segmentId, start, end, before, after, at, by, ...(segment === undefined && { gone: true }) };
  });
}

/** A segment's text is one line of well-formed characters. */
function spokenLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
}

function latestOf(
  machine: ReadableTranscript,
  edits: readonly TranscriptEdit[],
): Map<number, TranscriptEdit> {
  const latest = new Map<number, TranscriptEdit>();
  if (edits.length === 0) return latest;
  const find = finderIn(machine, edits);
  for (const edit of edits) {
    const segment = find(edit.segment);
    if (segment !== undefined) latest.set(segment.id, edit);
  }
  return latest;
}

/** What was changed back to the machine's text is the machine's. */
function edited(segment: ShownSegment, edit: TranscriptEdit | undefined): ShownSegment {
  if (edit === undefined || edit.after === spokenLine(segment.text)) return segment;
  return { ...segment, text: edit.after, words: retimed(segment, edit.after), editedAt: edit.at };
}

function anchorOf({ id, start, end, text, speaker }: Segment): Anchor {
  return { id, start, end, text, ...(speaker !== undefined && { speaker }) };
}

function anchorsIn({ segments }: ReadableTranscript, ids: ReadonlySet<number>): Map<number, Anchor> {
  const anchors = new Map<number, Anchor>();
  for (const segment of segments) if (ids.has(segment.id)) anchors.set(segment.id, anchorOf(segment));
  return anchors;
}

/** Finds what the edits are about. */
function finderIn(
  { segments }: ReadableTranscript,
  edits: readonly TranscriptEdit[],
): (anchor: Anchor) => Anchor | undefined {
  const byWords = new Map(edits.map(({ segment }): [string, Anchor[]] => [wordsOf(segment), []]));
  for (const segment of segments) byWords.get(wordsOf(segment))?.push(anchorOf(segment));
  return (anchor) => {
    const { start, end } = anchor;
    const alike = byWords.get(wordsOf(anchor)) ?? [];
    const overlap = (other: Anchor) => Math.min(end, other.end) - Math.max(start, other.start);
    return (
      alike.find((other) => other.start === start && other.end === end) ??
      alike.filter((other) => overlap(other) > 0).toSorted((a, b) => overlap(b) - overlap(a))[0]
    );
  };
}

/** What was heard there, and who said it. */
function wordsOf({ text, speaker }: Pick<Anchor, "text" | "speaker">): string {
  return JSON.stringify([text, speaker]);
}

function conflict(what: string): DiaristError {
  return new DiaristError("edit_conflict", `${what}. Read the transcript again, and edit what it says now.`);
}
