import type { MoodKind } from "./mood.js";
import type { SectionCues } from "./note-cues.js";
import { germanRules } from "./note-rules-de.js";
import { englishRules } from "./note-rules-en.js";

/** What the extractive writer knows of a language beside its stop words. Patterns meet text with straight apostrophes. */
export interface LanguageRules {
  /** The speaker thinks, feels, wishes or plans: a reflection rather than an event. */
  reflection: RegExp;
  /** Of these, the ones that tell of a feeling: the best witnesses of a mood. */
  feeling: RegExp;
  /** Something is yet to come, so "on Friday" is the next one; or it has happened, so it is the last one. */
  future: RegExp;
  past: RegExp;
  /** Date words that mean no single day ("last week"). */
  vagueDay: RegExp;
  /** Says which day the recording is about, if a date follows. */
  dayOfRecording: RegExp;
  /** Nothing but talk about the recording, a greeting or a farewell. */
  smallTalk: RegExp;
  /** What opens a spoken sentence without saying anything ("um", "okay, so,"), and is not written down. */
  filler: RegExp;
  /** The same, and conjunctions: what a title does not begin with. */
  preamble: RegExp;
  /** Opens a sentence that is about what another one named. */
  leaning: RegExp;
  /** Two words with which a speaker who makes no full stops goes on to the next thing. */
  newThought: RegExp;
  /** Where a long sentence may be cut to make a title. */
  clauseBreak: RegExp;
  /** Frequent in speech and never what it is about; stop-word lists are made for written text. */
  emptyWords: ReadonlySet<string>;
  /** Turns the feeling of the words after them. */
  negations: RegExp;
  /** After these stands a noun; undefined where nouns are known by their capital. */
  nounCues: ReadonlySet<string> | undefined;
  moods: Record<MoodKind, string>;
  quotes: readonly [string, string];
  /** For the sections of other templates than the diary. */
  cues: SectionCues;
}

const RULES: Record<string, LanguageRules> = { en: englishRules, de: germanRules };

/** Undefined for a language without rules; what is written then rests on ranking alone. */
export function rulesFor(language: string): LanguageRules | undefined {
  return RULES[language];
}
