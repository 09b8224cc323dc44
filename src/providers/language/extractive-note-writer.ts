import { DiaristError } from "../../domain/errors.js";
import type { Note, NoteEntry } from "../../domain/note.js";
import { sentencesOf, type Sentence } from "../../domain/note-sentences.js";
import { spokenText } from "../../domain/note-spoken-text.js";
import { createDayReader, type DayReader } from "./extractive/day-words.js";
import { describeMood } from "./extractive/mood.js";
import { overlap } from "./extractive/rank-sentences.js";
import { tagsOf } from "./extractive/tags.js";
import { plain, shownText, weigh, type Candidate } from "./extractive/candidates.js";
import { titleOf } from "./extractive/title.js";
import type { NoteRequest, NoteWriter } from "./port.js";

/*
 * The writer that needs no language model: it picks the speaker's own sentences and puts them in order. Nothing in a note
 * of its making was not said, except the mood's label and the resolved dates. The same transcript gives the same note.
 */

const MAX_KEY_EVENTS = 12;
const MAX_REFLECTIONS = 8;
/** The date is said at the beginning, if at all. */
const OPENING_SENTENCES = 4;
/** Of all terms in two sentences, the share in both from which on they tell the same thing (Jaccard's index). */
const SAME_THING = 0.6;

export function createExtractiveNoteWriter(): NoteWriter {
  return {
    write: async (request, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(writeExtract(request));
    },
  };
}

function writeExtract({ transcript, recordedAt }: NoteRequest): Note {
  const { language } = transcript;
  const spoken = spokenText(transcript);
  const sentences = sentencesOf(spoken);
  if (sentences.length === 0)
    throw new DiaristError("note_without_speech", "No speech was heard in the recording.");

  const days = daysOf(sentences, language, recordedAt);
  const candidates = weigh(sentences, language, days);
  const keyEvents = pick(
    candidates.filter(({ reflective }) => !reflective),
    Math.min(MAX_KEY_EVENTS, Math.ceil(Math.sqrt(sentences.length) * 1.2)),
  );
  const reflections = pick(
    candidates.filter(({ reflective }) => reflective),
    Math.min(MAX_REFLECTIONS, Math.ceil(Math.sqrt(sentences.length))),
  );
  const chosen = [...keyEvents, ...reflections];
  const toEntry = ({ sentence }: Candidate) => entryOf(sentence, language, days);
  return {
    date: days.recordedOn,
    title: titleOf(chosen, language),
    mood: describeMood(candidates, language),
    keyEvents: keyEvents.map(toEntry),
    reflections: reflections.map(toEntry),
    tags: tagsOf(candidates, chosen, language),
    language,
    writer: { kind: "extractive" },
  };
}

/** The weightiest, leaving out what another one has said already, in the order in which they were spoken. */
function pick(candidates: Candidate[], count: number): Candidate[] {
  const picked: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.weight - a.weight)) {
    if (picked.length === count) break;
    if (picked.every(({ terms }) => overlap(terms, candidate.terms) < SAME_THING)) picked.push(candidate);
  }
  return picked.sort((a, b) => a.sentence.index - b.sentence.index);
}

/** A recording may be uploaded long after it was made: what day it is, the speaker knows best. */
function daysOf(sentences: Sentence[], language: string, recordedAt: string): DayReader {
  const uploaded = createDayReader(language, recordedAt);
  const declared = sentences
    .slice(0, OPENING_SENTENCES)
    .map(({ text }) => uploaded.dayDeclared(plain(text)))
    .find((day) => day !== undefined);
  return declared === undefined ? uploaded : createDayReader(language, `${declared}T12:00:00Z`);
}

function entryOf({ text, evidence }: Sentence, language: string, days: DayReader): NoteEntry {
  const when = days.dayMeant(plain(text));
  return { text: shownText(text, language), evidence: [evidence], ...(when === undefined ? {} : { when }) };
}
