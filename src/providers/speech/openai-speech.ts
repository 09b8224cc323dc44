import { createHash } from "node:crypto";
import { APIError } from "openai";
import type { Recognition } from "../../domain/transcript.js";
import { createOpenAiClient, postStreamed, type ServiceAddress } from "../openai-client.js";
import { callService, createNegotiation } from "../service-call.js";
import { multipartForm } from "./multipart-form.js";
import { readTranscription } from "./transcription-answer.js";
import type { SpeechRecognizer, SpeechRequest } from "./port.js";

/*
 * Speech over OpenAI's /audio/transcriptions. Servers differ in what they can time: word times are asked for first, then
 * whatever verbose_json holds, then plain json, which every server and model gives.
 */
const WAYS_TO_ASK = [
  { response_format: "verbose_json", timestamp_granularities: ["word", "segment"] },
  { response_format: "verbose_json" },
  { response_format: "json" },
] as const;
type WayToAsk = (typeof WAYS_TO_ASK)[number];

/** Raised when this adapter starts to ask or to read in another way, so that older results are not taken for its own. */
const ADAPTER_VERSION = 3;

/** A second try that decodes as the first did would hear the same nothing; a little chance, as Whisper's own, finds other words. */
const SECOND_TRY_TEMPERATURE = "0.2";

const CHECK_TIMEOUT_MS = 5_000;

export interface OpenAiSpeechOptions extends ServiceAddress {
  model: string;
  /** Deadline of one request, from the audio's length in seconds. */
  timeoutMs?: (audioSeconds: number) => number;
}

/**
 * Three times the audio's length is what a large model on a small CPU may need; the two minutes are for the wait in the
 * server's queue and for loading the model. A server that is gone is noticed at once by its connection, so a long
 * deadline costs time only where a server hangs.
 */
function patientTimeoutMs(audioSeconds: number): number {
  return 120_000 + audioSeconds * 3_000;
}

/** Speech recognition by any server that speaks OpenAI's transcription API. */
export function createOpenAiSpeech(options: OpenAiSpeechOptions): SpeechRecognizer {
  const { model, timeoutMs = patientTimeoutMs } = options;
  const client = createOpenAiClient(options);
  const negotiate = createNegotiation(WAYS_TO_ASK);

  async function transcribe(request: SpeechRequest, signal: AbortSignal): Promise<Recognition> {
    const { audio, fileName, language } = request;
    return callService(
      "speech",
      { signal, timeoutMs: timeoutMs(audioSeconds(request)) },
      async (callSignal) => {
        const response = await negotiate((way) => {
          const form = multipartForm(fieldsOf(way, request), { content: audio, fileName });
          return postStreamed(client, "/audio/transcriptions", form, callSignal);
        });
        const context = { model: modelOf(request), language, durationSeconds: request.durationSeconds };
        // A variable of a function that has waited for minutes would keep the text until a collection of the whole heap.
        return response.text().then((body) => readTranscription(body, context));
      },
    );
  }

  function fieldsOf(way: WayToAsk, request: SpeechRequest): [string, string][] {
    const { language, prompt, secondTry = false } = request;
    const granularities = "timestamp_granularities" in way ? way.timestamp_granularities : [];
    return [
      ["model", modelOf(request)],
      ["response_format", way.response_format],
      ...granularities.map((each): [string, string] => ["timestamp_granularities[]", each]),
      ...(language === undefined ? [] : [["language", language] satisfies [string, string]]),
      // A prompt may be what led the first try astray.
      ...(secondTry || prompt === undefined ? [] : [["prompt", prompt] satisfies [string, string]]),
      ...(secondTry ? [["temperature", SECOND_TRY_TEMPERATURE] satisfies [string, string]] : []),
    ];
  }

  function modelOf(request: Pick<SpeechRequest, "model">): string {
    return request.model ?? model;
  }

  async function check(): Promise<void> {
    const signal = new AbortController().signal;
    await callService("speech", { signal, timeoutMs: CHECK_TIMEOUT_MS }, async (callSignal) => {
      try {
        const response = await client.models.list({ signal: callSignal }).asResponse();
        await response.body?.cancel();
      } catch (error) {
        // Not every server lists its models, and some keys may not; that it answers at all is what is asked.
        if (!(error instanceof APIError && error.status !== undefined && error.status < 500)) throw error;
      }
    });
  }

  function settingsHash(settings: Parameters<SpeechRecognizer["settingsHash"]>[0]): string {
    const { language, prompt, secondTry = false } = settings;
    return hashOf([
      ADAPTER_VERSION,
      modelOf(settings),
      language ?? null,
      prompt ?? null,
      ...(secondTry ? ["second"] : []),
    ]);
  }

  return { settingsHash, transcribe, check };
}

/** Where nobody knows the length: what the bytes would be at 16 kbit/s, so that the deadline errs on the long side. */
function audioSeconds({ audio, durationSeconds }: SpeechRequest): number {
  return durationSeconds ?? audio.sizeBytes / 2_000;
}

function hashOf(settings: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}
