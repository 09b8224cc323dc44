import { z } from "zod";
import { createOpenAiClient, type ServiceAddress } from "../openai-client.js";
import { callService, createNegotiation } from "../service-call.js";
import { InvalidAnswerError } from "../service-errors.js";

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ChatOptions extends ServiceAddress {
  model: string;
  /** Deadline of one answer. */
  timeoutMs: number;
}

/** Best first: the server holds the model to the schema; it holds it to JSON; the prompt alone asks for it. */
const WAYS_TO_ASK = ["json_schema", "json_object", "prompt"] as const;
type WayToAsk = (typeof WAYS_TO_ASK)[number];

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
});

export type Chat = (messages: ChatMessage[], schema: z.ZodType, signal: AbortSignal) => Promise<string>;

/**
 * A conversation with any OpenAI-compatible chat model whose answers are JSON of a schema, as far as the server can see to
 * that; the caller checks. No temperature or other setting is sent: newer models refuse what older ones want.
 */
export function createChat(options: ChatOptions): Chat {
  const client = createOpenAiClient(options);
  const negotiate = createNegotiation(WAYS_TO_ASK);

  return (messages, schema, signal) =>
    callService("language", { signal, timeoutMs: options.timeoutMs }, async (callSignal) => {
      const body = await negotiate(async (way) => {
        const response = await client.chat.completions
          .create({ model: options.model, ...asked(way, messages, schema) }, { signal: callSignal })
          .asResponse();
        return response.text();
      });
      const completion = completionSchema.safeParse(parseJson(body));
      if (!completion.success) throw new InvalidAnswerError("an answer of another shape");
      // A refusal has no content; it counts as an answer that is not a note.
      return completion.data.choices[0]?.message.content ?? "";
    });
}

function asked(way: WayToAsk, messages: ChatMessage[], schema: z.ZodType) {
  const jsonSchema = z.toJSONSchema(schema);
  if (way === "json_schema") {
    const format = { name: "note", strict: true, schema: jsonSchema };
    return { messages, response_format: { type: "json_schema" as const, json_schema: format } };
  }
  const told = `Answer with one JSON object and nothing else. Its JSON Schema:\n${JSON.stringify(jsonSchema)}`;
  // Within the first message, as not every model takes two of its kind.
  const all = messages.map((message, index) =>
    index === 0 ? { ...message, content: `${message.content}\n\n${told}` } : message,
  );
  return way === "json_object"
    ? { messages: all, response_format: { type: "json_object" as const } }
    : { messages: all };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidAnswerError("an answer that is not JSON");
  }
}
