import type { SectionCues } from "../../../domain/note-cues.js";
import { rulesFor } from "../../../domain/note-rules.js";
import type { Sentence } from "../../../domain/note-sentences.js";
import type { NoteSection, NoteTemplate, SectionKind } from "../../../domain/note-template.js";
import { wordsOf } from "../../../domain/note-spoken-text.js";
import { plain, type Candidate } from "./candidates.js";
import { pick } from "./pick.js";
import { createTermFilter } from "./terms.js";

/** How many entries a section takes at most. */
const MAX_ENTRIES = 12;
const MAX_SHORT_SECTION = 5;
/** With fewer terms a sentence says nothing by itself ("Then the website."). */
const MIN_TERMS = 3;
/** A question of fewer words asks for nothing by itself ("And then?"). */
const MIN_QUESTION_WORDS = 4;
/** What can be quoted by itself, in words. */
const QUOTABLE_WORDS = { min: 6, max: 35 };
/** An answer is told within so many sentences. */
const ANSWER_SENTENCES = 5;
/** Said to matter. */
const STRESS_FACTOR = 1.4;
/** Words of one stem ("risks", "risky") share so many letters. */
const STEM_LETTERS = 4;

/** A sentence among those before and after it, as the signs are looked for. */
interface Place {
  candidate: Candidate;
  /** Without what opens a spoken sentence, with straight apostrophes. */
  text: string;
  isQuestion: boolean;
  /** The sentence after it, "yes" and "okay" included. */
  next: string;
  /** The sentence stands in the answer to a question. */
  answers: boolean;
}

type Sign = (place: Place, cues: SectionCues) => boolean;

const isOpen: Sign = ({ text, isQuestion }, { open }) => !isQuestion && open.test(text);

/**
 * By what each kind of section knows its sentences, those with the surest signs first: a sentence stands in one section.
 * Kinds that are not here take the weightiest of what the others leave.
 */
const SIGNS: readonly (readonly [SectionKind, Sign])[] = [
  [
    "openQuestions",
    (place, cues) =>
      isOpen(place, cues) ||
      (isAsked(place, cues) && !cues.request.test(place.text) && !cues.settling.test(place.next)),
  ],
  ["questions", isAsked],
  ["decisions", ({ text, isQuestion }, { decided }) => !isQuestion && decided.test(text)],
  [
    "actions",
    (place, cues) =>
      place.isQuestion ? cues.request.test(place.text) : cues.toDo.test(place.text) && !isOpen(place, cues),
  ],
  ["definitions", ({ text, isQuestion }, { defines }) => !isQuestion && defines.test(text)],
  ["topics", ({ text, isQuestion }, { announces }) => !isQuestion && announces.test(text)],
  ["background", ({ text, isQuestion }, { introduces }) => !isQuestion && introduces.test(text)],
  ["followUps", ({ text, isQuestion }, { afterwards }) => !isQuestion && afterwards.test(text)],
  [
    "quotes",
    ({ candidate: { reflective, sentence }, isQuestion }) =>
      !isQuestion &&
      reflective &&
      sentence.tokens.length >= QUOTABLE_WORDS.min &&
      sentence.tokens.length <= QUOTABLE_WORDS.max,
  ],
];

const SHORT_KINDS: ReadonlySet<SectionKind> = new Set(["summary", "quotes", "background"]);

/**
 * The sentences of each section, by the section's key: each of them in the one where it fits best, and a section empty
 * where none does. Without signs of the language only what goes by weight is filled.
 */
export function fillSections(
  template: NoteTemplate,
  candidates: readonly Candidate[],
  sentences: readonly Sentence[],
  language: string,
): Map<string, Candidate[]> {
  const cues = rulesFor(language)?.cues;
  const places = placesOf(candidates, sentences, language);
  const taken = new Set<Place>();
  const filled = new Map<string, Candidate[]>();

  const fill = ({ key, kind }: Wanted, fits: (place: Place) => boolean, emphasis?: RegExp) => {
    const fitting = places.filter((place) => !taken.has(place) && fits(place));
    const weighed = fitting.map(({ candidate, text }) => ({
      ...candidate,
      weight: candidate.weight * (emphasis?.test(text) === true ? STRESS_FACTOR : 1),
    }));
    const share = Math.ceil(Math.sqrt(places.length) * 1.2);
    // What bears a sign is there to be found; what goes by weight is as much as the recording is long.
    const most = isByWeight(kind) ? Math.min(share, MAX_ENTRIES) : MAX_ENTRIES;
    const picked = pick(weighed, SHORT_KINDS.has(kind) ? Math.min(most, MAX_SHORT_SECTION) : most);
    filled.set(key, picked);
    const indexes = new Set(picked.map(({ sentence }) => sentence.index));
    for (const place of fitting) if (indexes.has(place.candidate.sentence.index)) taken.add(place);
  };

  const wanted = template.sections.map((section) => wantedOf(section, cues, language));
  if (cues !== undefined)
    for (const [kind, sign] of SIGNS)
      for (const section of wanted.filter((other) => other.kind === kind))
        fill(section, (place) => sign(place, cues));
  for (const section of wanted.filter(({ kind }) => kind === "own"))
    fill(section, ({ candidate }) => [...candidate.terms].some((term) => section.stems.has(stemOf(term))));
  for (const section of wanted.filter(({ kind }) => isByWeight(kind)))
    fill(
      section,
      (place) =>
        !place.isQuestion &&
        place.candidate.terms.size >= MIN_TERMS &&
        (section.kind !== "answers" || place.answers),
      cues?.stresses,
    );
  return filled;
}

function isByWeight(kind: SectionKind): boolean {
  return kind === "summary" || kind === "keyPoints" || kind === "answers";
}

function isAsked({ text, isQuestion, candidate }: Place, { idleQuestion }: SectionCues): boolean {
  return isQuestion && candidate.sentence.tokens.length >= MIN_QUESTION_WORDS && !idleQuestion.test(text);
}

interface Wanted {
  key: string;
  kind: SectionKind;
  stems: ReadonlySet<string>;
}

/** A caller's own section is taken for one of a known kind where its heading says so, else known by its words. */
function wantedOf(
  { key, heading, kind }: NoteSection,
  cues: SectionCues | undefined,
  language: string,
): Wanted {
  const isTerm = createTermFilter(language);
  const stems = wordsOf(heading, language).map(({ form }) => form);
  const known = kind === "own" && cues !== undefined ? kindOfHeading(heading, cues) : undefined;
  return { key, kind: known ?? kind, stems: new Set(stems.filter(isTerm).map(stemOf)) };
}

function kindOfHeading(heading: string, { headings }: SectionCues): SectionKind | undefined {
  // In this order: "Open questions" are questions too.
  const kinds = [
    "decisions",
    "openQuestions",
    "followUps",
    "actions",
    "questions",
    "definitions",
    "quotes",
    "topics",
    "summary",
  ] as const;
  return kinds.find((kind) => headings[kind].test(heading));
}

function stemOf(word: string): string {
  return word.length <= STEM_LETTERS ? word : word.slice(0, Math.max(STEM_LETTERS, word.length - 3));
}

function placesOf(
  candidates: readonly Candidate[],
  sentences: readonly Sentence[],
  language: string,
): Place[] {
  const filler = rulesFor(language)?.filler ?? "";
  let asked = Number.NEGATIVE_INFINITY;
  return candidates.map((candidate) => {
    const { text, index } = candidate.sentence;
    const isQuestion = /[?\uFF1F]["'\u201D\u201C\u00BB)\s]*$/u.test(text);
    if (isQuestion) asked = index;
    return {
      candidate,
      text: plain(text).replace(filler, ""),
      isQuestion,
      next: plain(sentences[index + 1]?.text ?? ""),
      answers: !isQuestion && index - asked <= ANSWER_SENTENCES,
    };
  });
}
