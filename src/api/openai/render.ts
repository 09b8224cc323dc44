import {
  transcriptionSchema,
  verboseTranscriptionSchema,
  type VerboseTranscription,
} from "../../contracts/http/openai.js";
import { assertNever } from "../../domain/errors.js";
import { toSrt, toVtt } from "../../domain/formats/subtitles.js";
import { toVerboseJson } from "../../domain/formats/verbose-json.js";
import type { Transcript } from "../../domain/transcript.js";
import { OpenAiError } from "./openai-error.js";
import type { TranscriptionRequest } from "./options.js";

type Wanted = TranscriptionRequest["answer"];

/** OpenAI sends subtitles as plain text too. */
const TEXT = "text/plain; charset=utf-8";

/** A transcript in the format that was asked for. Throws where the engine has no such times. */
export function render(transcript: Transcript, wanted: Wanted): { type: string; body: string } {
  switch (wanted.format) {
    case "json":
      return json(transcriptionSchema.parse({ text: transcript.text, usage: usageOf(transcript) }));
    case "verbose_json":
      return json(verbose(transcript, wanted));
    case "text":
      return { type: TEXT, body: `${transcript.text}\n` };
    case "srt":
      return { type: TEXT, body: toSrt(transcript) };
    case "vtt":
      return { type: TEXT, body: toVtt(transcript) };
    default:
      return assertNever(wanted.format);
  }
}

export function usageOf({ durationSeconds }: Transcript): VerboseTranscription["usage"] {
  return { type: "duration", seconds: Math.ceil(durationSeconds) };
}

function json(body: unknown): { type: string; body: string } {
  return { type: "application/json", body: JSON.stringify(body) };
}

/** As at OpenAI, segments and words each only where they are asked for. */
function verbose(transcript: Transcript, { granularities }: Wanted): VerboseTranscription {
  const words = granularities.includes("word");
  if (words) requireWordTimes(transcript);
  const { segments, ...rest } = toVerboseJson(transcript, { words });
  return verboseTranscriptionSchema.parse({
    ...rest,
    ...(granularities.includes("segment") && { segments }),
    usage: usageOf(transcript),
  });
}

function requireWordTimes({ engine, text }: Transcript): void {
  if (engine.timing === "word" || text === "") return;
  throw new OpenAiError(
    400,
    "unsupported_value",
    "timestamp_granularities",
    `The engine (${engine.model}) gives no times of words. Ask for segments.`,
  );
}
