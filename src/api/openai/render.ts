import {
  transcriptionSchema,
  verboseTranscriptionSchema,
  type VerboseTranscription,
} from "../../contracts/http/openai.js";
import { assertNever } from "../../domain/errors.js";
import { toSrt, toVtt } from "../../domain/formats/subtitles.js";
import { verboseFrame, verboseSegments, verboseWords } from "../../domain/formats/verbose-json.js";
import { jsonWithLists } from "../../domain/json-lists.js";
import type { ReadableTranscript } from "../../domain/transcript.js";
import { OpenAiError } from "./openai-error.js";
import type { TranscriptionRequest } from "./options.js";

type Wanted = TranscriptionRequest["answer"];

/** OpenAI sends subtitles as plain text too. */
const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json";

/** In pieces. */
interface Rendered {
  type: string;
  body: Iterable<string>;
}

/** A transcript in the format that was asked for. Throws where the engine has no such times. */
export function render(transcript: ReadableTranscript, wanted: Wanted): Rendered {
  switch (wanted.format) {
    case "json": {
      const answer = transcriptionSchema.parse({ text: transcript.text, usage: usageOf(transcript) });
      return { type: JSON_TYPE, body: [JSON.stringify(answer)] };
    }
    case "verbose_json":
      return { type: JSON_TYPE, body: verbose(transcript, wanted) };
    case "text":
      return { type: TEXT, body: [`${transcript.text}\n`] };
    case "srt":
      return { type: TEXT, body: [toSrt(transcript)] };
    case "vtt":
      return { type: TEXT, body: [toVtt(transcript)] };
    default:
      return assertNever(wanted.format);
  }
}

export function usageOf({ durationSeconds }: ReadableTranscript): VerboseTranscription["usage"] {
  return { type: "duration", seconds: Math.ceil(durationSeconds) };
}

/** As at OpenAI, words and segments each only where they are asked for. */
function verbose(transcript: ReadableTranscript, { granularities }: Wanted): Iterable<string> {
  const wantsWords = granularities.includes("word");
  const wantsSegments = granularities.includes("segment");
  if (wantsWords) requireWordTimes(transcript);
  const { segments, words, ...frame } = verboseFrame(transcript);
  const answer = verboseTranscriptionSchema.parse({
    ...frame,
    ...(wantsWords && { words }),
    ...(wantsSegments && { segments }),
    usage: usageOf(transcript),
  });
  return jsonWithLists(answer, {
    ...(wantsWords && { words: verboseWords(transcript) }),
    ...(wantsSegments && { segments: withoutSpeakers(transcript) }),
  });
}

/** Which OpenAI has not. */
function* withoutSpeakers(transcript: ReadableTranscript) {
  for (const { speaker: _, ...segment } of verboseSegments(transcript)) yield segment;
}

function requireWordTimes({ engine, text }: ReadableTranscript): void {
  if (engine.timing === "word" || text === "") return;
  throw new OpenAiError(
    400,
    "unsupported_value",
    "timestamp_granularities",
    `The engine (${engine.model}) gives no times of words. Ask for segments.`,
  );
}
