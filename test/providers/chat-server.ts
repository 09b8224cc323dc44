import { createOpenAiNoteWriter } from "../../src/providers/language/openai-note-writer.js";
import { diaryNoteSchema } from "../../src/domain/note.js";
import type { Transcript } from "../../src/domain/transcript.js";
import { json, startServer, type Answer, type ReceivedRequest } from "./scripted-server.js";

export const never = new AbortController().signal;
export const recordedAt = "2026-11-22T20:15:00Z";

/** A diary note on WORKDAY, as a model answers it. */
export const GOOD_NOTE = {
  date: "2026-11-22",
  title: "The projector died, and we signed anyway",
  mood: {
    text: "Relieved and proud.",
    evidence: [{ segment: 8, quote: "I'm really proud of what we did there" }],
  },
  keyEvents: [
    { text: "The projector died.", evidence: [{ segment: 3, quote: "the projector DIED" }] },
    {
      text: "The client signed.",
      evidence: [{ segment: 7, quote: "signed for the second phase, on the spot" }],
    },
  ],
  reflections: [
    { text: "I want to be there for Dad.", evidence: [{ segment: 0, quote: "be there when he wakes up" }] },
  ],
  tags: ["work", "Marta", "work"],
};
export function completion(content: unknown): Answer {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return json(200, {
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }],
  });
}

export async function writerOver(
  answer: Answer,
  options: { contextBudgetTokens?: number; timeoutMs?: number } = {},
) {
  const server = await startServer(answer);
  const writer = createOpenAiNoteWriter({
    baseUrl: server.baseUrl,
    apiKey: "sk-secret",
    model: "some-model",
    ...options,
  });
  return {
    server,
    write: async (transcript: Transcript) =>
      diaryNoteSchema.parse(await writer.write({ transcript, recordedAt }, never)),
    writer,
  };
}

export interface SentBody {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { strict: boolean; schema: object } };
}

export function sent(request: ReceivedRequest | undefined): SentBody {
  // Only this file's own assertions read it.
  return JSON.parse(Buffer.from(request?.body ?? "{}", "latin1").toString("utf8")) as SentBody;
}

export const isMerge = (request: ReceivedRequest): boolean =>
  sent(request).messages[0]?.content.includes("numbered entries") === true;
