import { z } from "zod";
import { filledText } from "./filled-text.js";

/**
 * What a section is for. A language model goes by the section's guidance; the extractive writer goes by the kind, which
 * says by what signs it knows a sentence that belongs there.
 */
export type SectionKind =
  | "mood"
  | "events"
  | "reflections"
  | "summary"
  | "decisions"
  | "actions"
  | "openQuestions"
  | "topics"
  | "keyPoints"
  | "definitions"
  | "questions"
  | "background"
  | "answers"
  | "quotes"
  | "followUps"
  /** The caller's own, known by its heading alone. */
  | "own";

export interface NoteSection {
  /** Names the section in answers, and does not change. */
  key: string;
  /** As people read it. English, like all that frames a note; what stands below it is in the note's language. */
  heading: string;
  /** What belongs there, for a language model and for people who choose a template. */
  guidance: string;
  kind: SectionKind;
}

export interface NoteTemplate {
  id: string;
  name: string;
  /** Completes "You write …". */
  purpose: string;
  sections: readonly NoteSection[];
}

/** The note that there is without asking; its sections are fields of their own (see DiaryNote). */
export const DIARY_TEMPLATE = {
  id: "diary",
  name: "Diary",
  purpose: "a diary note about a recording, in the first person of its speaker",
  sections: [
    { key: "mood", heading: "Mood", guidance: "one sentence on how the speaker feels", kind: "mood" },
    {
      key: "keyEvents",
      heading: "Key Events",
      guidance: "what happened, in order of time, one sentence each, at most twelve",
      kind: "events",
    },
    {
      key: "reflections",
      heading: "Reflections",
      guidance: "thoughts, feelings and plans, one sentence each, at most eight",
      kind: "reflections",
    },
  ],
} as const satisfies NoteTemplate;

const MEETING = {
  id: "meeting",
  name: "Meeting",
  purpose: "the minutes of a recorded meeting, with the names of people where they are said",
  sections: [
    {
      key: "summary",
      heading: "Summary",
      guidance: "what the meeting was about and what it came to, one sentence each, at most five",
      kind: "summary",
    },
    {
      key: "decisions",
      heading: "Decisions",
      guidance: "what was decided or agreed, not what was only proposed, one sentence each, at most twelve",
      kind: "decisions",
    },
    {
      key: "actionItems",
      heading: "Action items",
      guidance: "who is to do what and by when, as far as it was said, one sentence each, at most fifteen",
      kind: "actions",
    },
    {
      key: "openQuestions",
      heading: "Open questions",
      guidance: "what was asked or left open and not settled, one sentence each, at most ten",
      kind: "openQuestions",
    },
  ],
} as const satisfies NoteTemplate;

const LECTURE = {
  id: "lecture",
  name: "Lecture",
  purpose: "an attentive student's notes on a recorded lecture",
  sections: [
    {
      key: "topics",
      heading: "Topics",
      guidance: "what the lecture deals with, in its order, a few words each, at most eight",
      kind: "topics",
    },
    {
      key: "keyPoints",
      heading: "Key points",
      guidance: "what is taught, with its reasons, one or two sentences each, at most fifteen",
      kind: "keyPoints",
    },
    {
      key: "terms",
      heading: "Terms",
      guidance: "each term that is explained, with its explanation, one sentence each, at most fifteen",
      kind: "definitions",
    },
    {
      key: "questions",
      heading: "Questions",
      guidance: "questions that are asked, be it by the lecturer or by others, at most ten",
      kind: "questions",
    },
  ],
} as const satisfies NoteTemplate;

const INTERVIEW = {
  id: "interview",
  name: "Interview",
  purpose: "a record of a recorded interview, in the third person",
  sections: [
    {
      key: "background",
      heading: "Background",
      guidance: "who is interviewed, and what they say of themselves, one sentence each, at most six",
      kind: "background",
    },
    {
      key: "answers",
      heading: "Main answers",
      guidance: "what was answered to what, one or two sentences each, at most fifteen",
      kind: "answers",
    },
    {
      key: "quotes",
      heading: "Notable quotes",
      guidance: "sentences worth quoting, word for word as they were said, at most six",
      kind: "quotes",
    },
    {
      key: "followUps",
      heading: "Follow-ups",
      guidance: "what was promised, or is to be asked or checked afterwards, at most eight",
      kind: "followUps",
    },
  ],
} as const satisfies NoteTemplate;

export const BUILT_IN_TEMPLATES = [DIARY_TEMPLATE, MEETING, LECTURE, INTERVIEW] as const;
const BUILT_IN_IDS = BUILT_IN_TEMPLATES.map(({ id }) => id);

/** The id that notes of a caller's own template carry. */
const OWN_ID = "own";

const ownSectionSchema = z.strictObject({
  heading: filledText(80),
  /** What belongs there, in the caller's words. */
  guidance: filledText(500).optional(),
});

/** A caller's own template: it names its sections, in their order. */
export const ownTemplateSchema = z.strictObject({
  name: filledText(80),
  sections: z
    .array(ownSectionSchema)
    .min(1)
    .max(12)
    .refine(
      (sections) => new Set(sections.map(({ heading }) => heading.toLowerCase())).size === sections.length,
      "has two sections of one heading",
    ),
});
export type OwnTemplate = z.infer<typeof ownTemplateSchema>;

/** Which template a note is to follow. */
export const templateChoiceSchema = z.union([z.enum(BUILT_IN_IDS), ownTemplateSchema]);
export type TemplateChoice = z.infer<typeof templateChoiceSchema>;

export function templateOf(choice: TemplateChoice = DIARY_TEMPLATE.id): NoteTemplate {
  if (typeof choice !== "string") return ownTemplate(choice);
  return BUILT_IN_TEMPLATES.find(({ id }) => id === choice) ?? DIARY_TEMPLATE;
}

function ownTemplate({ name, sections }: OwnTemplate): NoteTemplate {
  return {
    id: OWN_ID,
    name,
    purpose: `a note about a recording, of the kind that its reader calls "${name}"`,
    sections: sections.map(({ heading, guidance }, index) => ({
      key: `section${index + 1}`,
      heading,
      guidance: guidance ?? `what belongs under the heading "${heading}", one sentence each, at most ten`,
      kind: "own",
    })),
  };
}
