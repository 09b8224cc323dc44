import { DiaristError, languageModelRequired } from "../../domain/errors.js";
import { DIARY_TEMPLATE, type NoteSection } from "../../domain/note-template.js";
import { noteOf, type Note, type NoteEntry } from "../../domain/note.js";
import { rulesFor } from "../../domain/note-rules.js";
import { sentencesOf, type Sentence } from "../../domain/note-sentences.js";
import { spokenText } from "../../domain/note-spoken-text.js";
import { createDayReader, type DayReader } from "./extractive/day-words.js";
import { fillSections } from "./extractive/fill-sections.js";
import { describeMood } from "./extractive/mood.js";
import { pick } from "./extractive/pick.js";
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

export function createExtractiveNoteWriter(): NoteWriter {
  return {
    write: async (request, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(writeExtract(request));
    },
  };
}

function writeExtract(request: NoteRequest): Note {
  const { transcript, recordedAt, template = DIARY_TEMPLATE } = request;
  refuseWhatTakesAModel(request);
  const { language } = transcript;
  const spoken = spokenText(transcript);
  const sentences = sentencesOf(spoken);
  if (sentences.length === 0)
    throw new DiaristError("note_without_speech", "No speech was heard in the recording.");

  const days = daysOf(sentences, language, recordedAt);
  const candidates = weigh(sentences, language, days);
  const isDiary = template.id === DIARY_TEMPLATE.id;
  const chosen = isDiary
    ? chooseForDiary(candidates, sentences.length)
    : fillSections(template, candidates, sentences, language);
  const shown = [...chosen.values()].flat();
  const told = shown.length > 0 ? shown : pick(candidates, 1);
  const entries = new Map(
    template.sections.map((section) => [section.key, entriesOf(section, chosen.get(section.key) ?? [])]),
  );
  const described = isDiary ? describeMood(candidates, language) : undefined;
  if (described !== undefined) entries.set("mood", [described.entry]);
  return noteOf(
    template,
    {
      date: days.recordedOn,
      title: titleOf(told, language),
      tags: tagsOf(candidates, told, language),
      language,
      writer: { kind: "extractive" },
      mood: described?.mood,
    },
    entries,
  );

  function entriesOf({ kind }: NoteSection, picked: Candidate[]): NoteEntry[] {
    return picked.map(({ sentence }) => {
      const { when, ...entry } = entryOf(sentence, language, days);
      if (kind === "quotes") entry.text = inQuotes(sentence.text, language);
      // "We decided not to meet on Sunday": what was decided lies behind, the Sunday does not. A diary tells of the past.
      const isSure = when !== undefined && (isDiary || when >= days.recordedOn);
      return isSure ? { ...entry, when } : entry;
    });
  }
}

/** By the sections' keys. */
function chooseForDiary(candidates: Candidate[], sentenceCount: number): Map<string, Candidate[]> {
  const share = Math.sqrt(sentenceCount);
  const events = candidates.filter(({ reflective }) => !reflective);
  const thoughts = candidates.filter(({ reflective }) => reflective);
  return new Map([
    ["keyEvents", pick(events, Math.min(MAX_KEY_EVENTS, Math.ceil(share * 1.2)))],
    ["reflections", pick(thoughts, Math.min(MAX_REFLECTIONS, Math.ceil(share)))],
  ]);
}

/** Throws `language_model_required`: sentences that are picked follow no wishes, and stay in their language. */
function refuseWhatTakesAModel({ instructions, language }: NoteRequest): void {
  if (instructions !== undefined || language !== undefined) throw languageModelRequired();
}

function inQuotes(text: string, language: string): string {
  const [open, close] = rulesFor(language)?.quotes ?? ["\u201C", "\u201D"];
  return `${open}${text}${close}`;
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
