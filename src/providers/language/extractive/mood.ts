import { assertNever } from "../../../domain/errors.js";
import type { Mood } from "../../../domain/mood.js";
import type { NoteEntry } from "../../../domain/note.js";
import { rulesFor, type LanguageRules } from "../../../domain/note-rules.js";
import { knownLocale } from "../../../domain/note-spoken-text.js";
import { plain, shownText, type Candidate } from "./candidates.js";
import { createFeelingMeter, moodOf, type Feeling } from "./feelings.js";

/** A sentence in which the speaker names a feeling of their own shows a mood better than strong words about others. */
const OWN_FEELING_BONUS = 3;

interface Witness extends Candidate {
  feeling: Feeling;
  own: boolean;
}

export interface DescribedMood {
  entry: NoteEntry;
  /** Absent in a language whose words of feeling are not known. */
  mood?: Mood;
}

/** The balance of the words of feeling, with the sentences that show it best. */
export function describeMood(candidates: Candidate[], language: string): DescribedMood {
  const rules = rulesFor(language);
  const feelingOf = createFeelingMeter(language);
  if (rules === undefined || feelingOf === undefined) return { entry: unjudged(candidates, language) };

  const witnesses = candidates.map((candidate) => ({
    ...candidate,
    feeling: feelingOf(candidate.sentence),
    own: rules.feeling.test(plain(candidate.sentence.text)),
  }));
  const mood = moodOf(witnesses.map(({ feeling }) => feeling));
  return { mood, entry: shownMood(mood, witnesses, rules, language) };
}

function shownMood({ label }: Mood, witnesses: Witness[], rules: LanguageRules, language: string): NoteEntry {
  const brightest = strongest(witnesses, ({ positive, negative }) => positive - negative);
  const darkest = strongest(witnesses, ({ positive, negative }) => negative - positive);
  switch (label) {
    case "good":
      return moodEntry(rules.moods.good, brightest, rules, language);
    case "low":
      return moodEntry(rules.moods.low, darkest, rules, language);
    case "mixed":
      return moodEntry(rules.moods.mixed, [...new Set([...brightest, ...darkest])], rules, language);
    case "neutral":
      return { text: rules.moods.neutral, evidence: [central(witnesses).sentence.evidence] };
    default:
      return assertNever(label);
  }
}

function moodEntry(
  label: string,
  witnesses: Witness[],
  { quotes }: LanguageRules,
  language: string,
): NoteEntry {
  const [open, close] = quotes;
  const inOrder = witnesses.toSorted((a, b) => a.sentence.index - b.sentence.index);
  const quoted = inOrder
    .map(({ sentence }) => `${open}${shownText(sentence.text, language)}${close}`)
    .join(" ");
  return { text: `${label}: ${quoted}`, evidence: inOrder.map(({ sentence }) => sentence.evidence) };
}

function strongest(witnesses: Witness[], strength: (feeling: Feeling) => number): Witness[] {
  const score = ({ feeling, own }: Witness) =>
    strength(feeling) + (own && strength(feeling) > 0 ? OWN_FEELING_BONUS : 0);
  return witnesses.toSorted((a, b) => score(b) - score(a)).slice(0, 1);
}

/** The label is in English, as no words of the language are at hand; better than a mood that was made up. */
function unjudged(candidates: Candidate[], language: string): NoteEntry {
  const name = new Intl.DisplayNames(["en"], { type: "language" }).of(knownLocale(language));
  const which = language === "und" ? "a language that was not recognised" : (name ?? language);
  return {
    text: `Not judged: the built-in writer knows no words of feeling in ${which}`,
    evidence: [central(candidates).sentence.evidence],
  };
}

function central(candidates: Candidate[]): Candidate {
  return candidates.reduce((best, candidate) => (candidate.weight > best.weight ? candidate : best));
}
