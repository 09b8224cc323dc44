import { z } from "zod";
import type { Evidence, Note, NoteEntry } from "../../domain/note.js";

/** What the model writes; language and writer are ours to add. */
export type NoteDraft = Omit<Note, "language" | "writer">;

/** Points at a segment of the transcript and repeats the words there. */
export const quotationSchema = z.object({ segment: z.number(), quote: z.string() });
/** Points at an entry of an earlier draft. */
export const sourceSchema = z.number();

/**
 * The answer's schema, with entries that cite what they rest on by `citation`. It keeps to what every server's structured
 * output knows (no lengths, patterns or optional fields); readDraft checks the rest.
 */
export function draftSchema<Citation extends z.ZodType>(citation: Citation) {
  const entry = z.object({ text: z.string(), evidence: z.array(citation) });
  return z.object({
    date: z.string(),
    title: z.string(),
    mood: entry,
    keyEvents: z.array(entry),
    reflections: z.array(entry),
    tags: z.array(z.string()),
  });
}

interface AnsweredEntry<Citation> {
  text: string;
  evidence: Citation[];
}

/** A draft, or what is wrong with the answer, told so that the model can mend it. */
export type DraftReading = { draft: NoteDraft } | { problems: string[] };

/**
 * Reads a model's answer. Each entry must cite at least one thing that `resolve` finds; citations that it does not find
 * are dropped, and an entry that is left without any is a problem.
 */
export function readDraft<Citation>(
  content: string,
  schema: z.ZodType<{
    date: string;
    title: string;
    mood: AnsweredEntry<Citation>;
    keyEvents: AnsweredEntry<Citation>[];
    reflections: AnsweredEntry<Citation>[];
    tags: string[];
  }>,
  resolve: (citation: Citation) => Evidence[],
): DraftReading {
  const parsed = schema.safeParse(jsonIn(content));
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "answer"}: ${message}`),
    };
  }
  const answer = parsed.data;
  const problems: string[] = [];

  const toEntry = (entry: AnsweredEntry<Citation>, path: string): NoteEntry => {
    const text = entry.text.trim();
    if (text === "") problems.push(`${path}.text: is empty`);
    const evidence = withoutRepeats(entry.evidence.flatMap(resolve));
    if (evidence.length === 0)
      problems.push(`${path}.evidence: nothing of it was found; quote the transcript word for word`);
    return { text, evidence };
  };
  const toEntries = (entries: AnsweredEntry<Citation>[], path: string) =>
    entries.map((entry, index) => toEntry(entry, `${path}.${index}`));

  if (!z.iso.date().safeParse(answer.date).success) problems.push("date: is not a day as YYYY-MM-DD");
  const title = answer.title.trim();
  if (title === "") problems.push("title: is empty");
  const draft: NoteDraft = {
    date: answer.date,
    title,
    mood: toEntry(answer.mood, "mood"),
    keyEvents: toEntries(answer.keyEvents, "keyEvents"),
    reflections: toEntries(answer.reflections, "reflections"),
    tags: [...new Set(answer.tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))],
  };
  return problems.length > 0 ? { problems } : { draft };
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
