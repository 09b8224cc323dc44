import { createOpenAiSpeech } from "../../src/providers/speech/openai-speech.js";
import { bodyOf } from "../support/sized-body.js";
import { startServer, type Answer } from "./scripted-server.js";

export const KEY = "sk-a-secret-key";
const AUDIO = bodyOf(new TextEncoder().encode("not really audio"));
export const never = new AbortController().signal;

/** The adapter in front of a server that answers so. */
export async function speechOver(answer: Answer, timeoutMs?: number) {
  const server = await startServer(answer);
  const speech = createOpenAiSpeech({
    baseUrl: server.baseUrl,
    apiKey: KEY,
    model: "base",
    ...(timeoutMs === undefined ? {} : { timeoutMs: () => timeoutMs }),
  });
  return { server, speech };
}

export const request = { audio: AUDIO, fileName: "0003.flac", durationSeconds: 10.9935 };
