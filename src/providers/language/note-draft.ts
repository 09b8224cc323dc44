import { z } from "zod";
import { MOOD_KINDS, moodSchema, type Mood } from "../../domain/mood.js";
import type { NoteSection, NoteTemplate } from "../../domain/note-template.js";
import type { Evidence, NoteEntry, NoteFrame } from "../../domain/note.js";

/** What the model writes; language and writer are ours to add. */
export interface NoteDraft extends Pick<NoteFrame, "date" | "title" | "tags" | "mood"> {
  /** By the sections' keys. */
  entries: Map<string, NoteEntry[]>;
}

/** What a draft is to look like: a template's sections, whose entries cite what they rest on by a number or a quote. */
export interface DraftShape<Citation> {
  template: NoteTemplate;
  citation: z.ZodType<Citation>;
}

/** Points at a segment of the transcript and repeats the words there. */
export const quotationSchema = z.object({ segment: z.number(), quote: z.string() });
/** Points at an entry of an earlier draft. */
export const sourceSchema = z.number();

const beginning = { date: z.string(), title: z.string() };
const ending = { tags: z.array(z.string()) };
const frameSchema = z.object({ ...beginning, ...ending });

interface AnsweredEntry<Citation> {
  text: string;
  evidence: Citation[];
}

/** What a mood has beside its sentence. It is asked for; a model that leaves it out has written a note all the same. */
const judgement = { label: z.enum(MOOD_KINDS), value: z.number() };

/** The one of the sections that is a single entry. */
const isSingle = ({ kind }: NoteSection) => kind === "mood";

function sectionFields<Citation>({ template, citation }: DraftShape<Citation>, asked: boolean) {
  const entry = z.object({ text: z.string(), evidence: z.array(citation) });
  const mood = asked ? entry.extend(judgement) : entry;
  const fieldOf = (section: NoteSection): z.ZodType<AnsweredEntry<Citation> | AnsweredEntry<Citation>[]> =>
    isSingle(section) ? mood : z.array(entry);
  return Object.fromEntries(template.sections.map((section) => [section.key, fieldOf(section)]));
}

/**
 * The answer's schema, as the server is told it. It keeps to what every server's structured output knows (no lengths,
 * patterns or optional fields); readDraft checks the rest.
 */
export function draftSchema<Citation>(shape: DraftShape<Citation>): z.ZodType {
  return z.object({ ...beginning, ...sectionFields(shape, true), ...ending });
}

/** A draft, or what is wrong with the answer, told so that the model can mend it. */
export type DraftReading = { draft: NoteDraft } | { problems: string[] };

/**
 * Reads a model's answer. Each entry must cite at least one thing that `resolve` finds; citations that it does not find
 * are dropped, and an entry that is left without any is a problem.
 */
export function readDraft<Citation>(
  content: string,
  shape: DraftShape<Citation>,
  resolve: (citation: Citation) => Evidence[],
): DraftReading {
  const json = jsonIn(content);
  const frame = frameSchema.safeParse(json);
  const sections = z.object(sectionFields(shape, false)).safeParse(json);
  if (!frame.success || !sections.success) {
    const issues = [...(frame.error?.issues ?? []), ...(sections.error?.issues ?? [])];
    return { problems: issues.map(({ path, message }) => `${path.join(".") || "answer"}: ${message}`) };
  }
  const answer = frame.data;
  const problems: string[] = [];

  const toEntry = (entry: AnsweredEntry<Citation>, path: string, section: NoteSection): NoteEntry => {
    const evidence = withoutRepeats(entry.evidence.flatMap(resolve));
    if (evidence.length === 0)
      problems.push(`${path}.evidence: nothing of it was found; quote the transcript word for word`);
    const text = section.kind === "quotes" ? quoted(evidence) : entry.text.trim();
    if (entry.text.trim() === "") problems.push(`${path}.text: is empty`);
    return { text, evidence };
  };
  const toEntries = (section: NoteSection): NoteEntry[] => {
    const answered = sections.data[section.key] ?? [];
    return Array.isArray(answered)
      ? answered.map((entry, index) => toEntry(entry, `${section.key}.${index}`, section))
      : [toEntry(answered, section.key, section)];
  };

  if (!z.iso.date().safeParse(answer.date).success) problems.push("date: is not a day as YYYY-MM-DD");
  const title = answer.title.trim();
  if (title === "") problems.push("title: is empty");
  const draft: NoteDraft = {
    date: answer.date,
    title,
    entries: new Map(shape.template.sections.map((section) => [section.key, toEntries(section)])),
    tags: [...new Set(answer.tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))],
    mood: judgedMood(json, shape.template),
  };
  return problems.length > 0 ? { problems } : { draft };
}

/** Undefined where it is not told, lies outside its range, or is a low one above 0 or a good one below. */
function judgedMood(json: unknown, { sections }: NoteTemplate): Mood | undefined {
  const key = sections.find(isSingle)?.key;
  if (key === undefined) return undefined;
  const mood = z.object({ [key]: moodSchema }).safeParse(json).data?.[key];
  const contradicts = (mood?.label === "good" && mood.value < 0) || (mood?.label === "low" && mood.value > 0);
  return contradicts ? undefined : mood;
}

/** What is shown as someone's words is the transcript's, whatever the model made of it. */
function quoted(evidence: readonly Evidence[]): string {
  return evidence.map(({ quote }) => quote).join(" \u2026 ");
}

/** Models that know no structured output wrap their JSON in a code block or in a sentence. */
function jsonIn(content: string): unknown {
  const start = content.indexOf("{");
  const end = content.lastIndexOf("}");
  try {
    return JSON.parse(content.slice(start, end + 1));
  } catch {
    return undefined;
  }
}

function withoutRepeats(evidence: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ start, end }) => {
    const span = `${start}-${end}`;
    return !seen.has(span) && seen.add(span);
  });
}
