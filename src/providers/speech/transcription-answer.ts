import { z } from "zod";
import { withoutInventions } from "../../domain/hallucination.js";
import { middleOf } from "../../domain/spans.js";
import type { Recognition, Segment, Timing, Word } from "../../domain/transcript.js";
import { InvalidAnswerError } from "../service-errors.js";
import { languageCode } from "./language-code.js";

/*
 * What servers answer on /audio/transcriptions. OpenAI gives words in one list beside the segments, without punctuation;
 * faster-whisper's kin give them within each segment, with a probability; others give segments or only the text.
 * Unknown fields are ignored, nulls count as absent.
 */
const seconds = z.number().nonnegative();
const numericText = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number);

function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();
}

const wordSchema = z.object({
  word: z.string(),
  start: seconds,
  end: seconds,
  probability: optional(z.number()),
});
const segmentSchema = z.object({
  start: seconds,
  end: seconds,
  text: z.string(),
  // An extension of our own engine.
  language: optional(z.string()),
  words: optional(z.array(wordSchema)),
  avg_logprob: optional(z.number()),
  no_speech_prob: optional(z.number()),
  compression_ratio: optional(z.number()),
});
const spanSchema = z.object({ start: seconds, end: seconds });
const answerSchema = z.object({
  text: z.string(),
  language: optional(z.string()),
  // OpenAI's own server has sent it as a string.
  duration: optional(z.union([seconds, numericText])),
  segments: optional(z.array(segmentSchema)),
  words: optional(z.array(wordSchema)),
  // Extensions of our own engine.
  unheard: optional(z.array(spanSchema)),
  dismissed: optional(z.array(spanSchema)),
  removed: optional(z.number().int().nonnegative()),
});
type Answer = z.infer<typeof answerSchema>;
type AnswerSegment = z.infer<typeof segmentSchema>;
type AnswerWord = z.infer<typeof wordSchema>;

export interface AnswerContext {
  model: string;
  /** What was asked for, used where the server does not say. */
  language: string | undefined;
  durationSeconds: number | undefined;
}

/** Reads the body of a transcription; throws InvalidAnswerError. */
export function readTranscription(body: string, context: AnswerContext): Recognition {
  const parsed = answerSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    // Paths only: zod's messages may quote what was received.
    const paths = parsed.error.issues.map((issue) => issue.path.join(".") || "answer");
    throw new InvalidAnswerError(
      `an answer of another shape (${[...new Set(paths)].slice(0, 5).join(", ")})`,
    );
  }
  const answer = parsed.data;
  const answered = toSegments(answer, context);
  // Only an engine that looks for inventions counts them.
  const knowsLoops = answer.removed !== undefined;
  const { segments, removed: invented } = withoutInventions(answered, { knowsLoops });
  const removed = invented + (answer.removed ?? 0);
  const heardUntil = answered.reduce((end, segment) => Math.max(end, segment.end), 0);
  return {
    language: languageCode(answer.language ?? context.language),
    durationSeconds: answer.duration ?? context.durationSeconds ?? heardUntil,
    segments,
    ...(answer.unheard === undefined ? {} : { unheard: answer.unheard }),
    ...(answer.dismissed === undefined ? {} : { dismissed: answer.dismissed }),
    ...(removed === 0 ? {} : { removed }),
    engine: { model: context.model, timing: timingOf(answer) },
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidAnswerError("an answer that is not JSON");
  }
}

function timingOf({ text, segments, words }: Answer): Timing {
  const timedWords = [words, ...(segments ?? []).map((segment) => segment.words)];
  if (timedWords.some((list) => list !== undefined && list.length > 0)) return "word";
  if (segments === undefined && words === undefined) return "none";
  // Lists without speech in them show nothing of what the server can do; a transcript's timing is its coarsest piece's.
  return text.trim() === "" ? "word" : "segment";
}

function toSegments(answer: Answer, context: AnswerContext): Segment[] {
  const segments = answer.segments ?? [];
  const words = answer.words ?? [];
  const source = segments.length > 0 ? segments : [wholeAnswer(answer, context)];
  const ownWords = source.some((segment) => segment.words !== undefined && segment.words.length > 0);
  const wordsBySegment = ownWords
    ? source.map((segment) => segment.words ?? [])
    : distributeWords(words, source);
  return source
    .map((segment, index) => toSegment(segment, wordsBySegment[index] ?? []))
    .filter((segment) => segment.text !== "")
    .map((segment, id) => ({ id, ...segment }));
}

function wholeAnswer(answer: Answer, context: AnswerContext): AnswerSegment {
  const start = answer.words?.at(0)?.start ?? 0;
  const end = answer.words?.at(-1)?.end ?? answer.duration ?? context.durationSeconds ?? start;
  return { start, end, text: answer.text };
}

/** Gives each word to the segment in which its middle lies, or else to the nearest one. */
function distributeWords(words: AnswerWord[], segments: AnswerSegment[]): AnswerWord[][] {
  const shares: AnswerWord[][] = segments.map(() => []);
  for (const word of words) {
    const middle = middleOf(word);
    let nearest = 0;
    let nearestDistance = Number.POSITIVE_INFINITY;
    for (const [index, segment] of segments.entries()) {
      const distance = Math.max(segment.start - middle, middle - segment.end, 0);
      if (distance < nearestDistance) [nearest, nearestDistance] = [index, distance];
    }
    shares[nearest]?.push(word);
  }
  return shares;
}

function toSegment(segment: AnswerSegment, words: AnswerWord[]): Omit<Segment, "id"> {
  return {
    start: segment.start,
    end: Math.max(segment.start, segment.end),
    text: segment.text.trim(),
    ...(segment.language === undefined ? {} : { language: languageCode(segment.language) }),
    words: words.map(toWord).filter(({ word }) => word !== ""),
    ...(segment.avg_logprob === undefined ? {} : { avgLogprob: segment.avg_logprob }),
    ...(segment.no_speech_prob === undefined ? {} : { noSpeechProb: segment.no_speech_prob }),
    ...(segment.compression_ratio === undefined ? {} : { compressionRatio: segment.compression_ratio }),
  };
}

/** Whisper's words carry the space before them. */
function toWord({ word, start, end, probability }: AnswerWord): Word {
  return {
    word: word.trim(),
    start,
    end: Math.max(start, end),
    ...(probability === undefined ? {} : { probability }),
  };
}
