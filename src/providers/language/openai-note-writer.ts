import { DiaristError } from "../../domain/errors.js";
import { DIARY_TEMPLATE, type NoteTemplate } from "../../domain/note-template.js";
import { noteOf, type Evidence, type Note } from "../../domain/note.js";
import { findQuote } from "../../domain/note-evidence.js";
import { spokenText, type SpokenText } from "../../domain/note-spoken-text.js";
import type { Segment } from "../../domain/transcript.js";
import type { ServiceAddress } from "../openai-client.js";
import { createChat, type Chat, type ChatMessage } from "./chat.js";
import {
  draftSchema,
  quotationSchema,
  readDraft,
  sourceSchema,
  type DraftShape,
  type NoteDraft,
} from "./note-draft.js";
import {
  mergeLine,
  mergePrompt,
  notePrompt,
  repairPrompt,
  segmentLine,
  type MergeEntry,
  type Prompt,
  type PromptContext,
} from "./note-prompts.js";
import type { NoteRequest, NoteWriter } from "./port.js";
import { fitInBudget } from "./token-budget.js";

export interface OpenAiNoteWriterOptions extends ServiceAddress {
  model: string;
  /**
   * Tokens of material in one request. The default leaves room for rules and answer in a context of 32,000, which every
   * current model has, and holds about two hours of speech; longer transcripts are read in parts.
   */
  contextBudgetTokens?: number;
  /** Deadline of one answer; a local model on a small machine may think for minutes. */
  timeoutMs?: number;
}

const DEFAULT_CONTEXT_BUDGET_TOKENS = 24_000;
const DEFAULT_TIMEOUT_MS = 300_000;

/** Notes by any OpenAI-compatible chat model. What the model cannot prove with a quote from the transcript is not kept. */
export function createOpenAiNoteWriter(options: OpenAiNoteWriterOptions): NoteWriter {
  const { model, contextBudgetTokens: budgetTokens = DEFAULT_CONTEXT_BUDGET_TOKENS } = options;
  const chat = createChat({ ...options, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS });

  async function write(request: NoteRequest, signal: AbortSignal): Promise<Note> {
    const {
      transcript,
      recordedAt,
      template = DIARY_TEMPLATE,
      instructions,
      language: noteLanguage,
    } = request;
    const { language } = transcript;
    const spoken = spokenText(transcript);
    if (spoken.tokens.length === 0)
      throw new DiaristError("note_without_speech", "No speech was heard in the recording.");
    const context = { template, language, recordedAt, instructions, noteLanguage };
    const drafts: NoteDraft[] = [];
    const lines = Array.from(transcript.segments, ({ id, text }) => ({ id, text }));
    for (const part of fitInBudget(lines, segmentLine, budgetTokens)) {
      drafts.push(await draftOfPart(chat, part, spoken, context, signal));
    }
    const { entries, ...draft } = await merge(chat, drafts, budgetTokens, context, signal);
    const writer = { kind: "language-model", model } as const;
    return noteOf(template, { ...draft, language: noteLanguage ?? language, writer }, entries);
  }

  return { write };
}

function draftOfPart(
  chat: Chat,
  segments: Pick<Segment, "id" | "text">[],
  spoken: SpokenText,
  context: PromptContext,
  signal: AbortSignal,
): Promise<NoteDraft> {
  return askForDraft(
    chat,
    notePrompt(segments, context),
    { template: context.template, citation: quotationSchema },
    ({ segment, quote }) => {
      const evidence = findQuote(spoken, quote, segment);
      return evidence === undefined ? [] : [evidence];
    },
    signal,
  );
}

/** Makes one draft of many, by as many rounds as the budget asks for. An entry keeps the evidence of those it came from. */
async function merge(
  chat: Chat,
  drafts: NoteDraft[],
  budgetTokens: number,
  context: PromptContext,
  signal: AbortSignal,
): Promise<NoteDraft> {
  const [only, ...others] = drafts;
  if (only !== undefined && others.length === 0) return only;
  const groups = fitInBudget(
    drafts,
    (draft) => entriesOf(draft, context.template).map(mergeLine).join("\n"),
    budgetTokens,
  );
  // Two drafts that do not fit together are merged all the same: a round must leave fewer than it found.
  const shrinking = groups.length < drafts.length ? groups : pairs(drafts);
  const merged: NoteDraft[] = [];
  for (const group of shrinking) {
    merged.push(
      group.length === 1 && group[0] !== undefined
        ? group[0]
        : await mergeGroup(chat, group, context, signal),
    );
  }
  return merge(chat, merged, budgetTokens, context, signal);
}

function mergeGroup(
  chat: Chat,
  drafts: NoteDraft[],
  context: PromptContext,
  signal: AbortSignal,
): Promise<NoteDraft> {
  const entries = drafts.flatMap((draft) => entriesOf(draft, context.template));
  return askForDraft(
    chat,
    mergePrompt(entries, context),
    { template: context.template, citation: sourceSchema },
    (source) => entries[source]?.evidence ?? [],
    signal,
  );
}

function entriesOf({ entries }: NoteDraft, { sections }: NoteTemplate): MergeEntry[] {
  return sections.flatMap(({ key }) => (entries.get(key) ?? []).map((entry) => ({ section: key, ...entry })));
}

function pairs<Item>(items: Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / 2) }, (_, index) =>
    items.slice(index * 2, index * 2 + 2),
  );
}

/** Asks, and where the answer cannot be used asks once more, saying why. Throws `language_invalid_answer` after that. */
async function askForDraft<Citation>(
  chat: Chat,
  { system, user }: Prompt,
  shape: DraftShape<Citation>,
  resolve: (citation: Citation) => Evidence[],
  signal: AbortSignal,
): Promise<NoteDraft> {
  const schema = draftSchema(shape);
  const messages: ChatMessage[] = [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
  const first = await chat(messages, schema, signal);
  const reading = readDraft(first, shape, resolve);
  if ("draft" in reading) return reading.draft;

  const second = await chat(
    [
      ...messages,
      { role: "assistant", content: first },
      { role: "user", content: repairPrompt(reading.problems) },
    ],
    schema,
    signal,
  );
  const repaired = readDraft(second, shape, resolve);
  if ("draft" in repaired) return repaired.draft;
  throw new DiaristError(
    "language_invalid_answer",
    // Where the problems are, not what was written there.
    `The language model's note cannot be used, also after one repair (${placesOf(repaired.problems)}).`,
  );
}

function placesOf(problems: string[]): string {
  const places = problems.map((problem) => problem.split(":", 1)[0] ?? "");
  return [...new Set(places)].slice(0, 5).join(", ");
}
