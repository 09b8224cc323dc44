import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../src/stack/free-ports.js";
import { PROSE } from "../speech/prose.js";

/** A speech service that takes time but no processor: what the pipeline costs is then all that is measured. */
export interface StandInEngine {
  baseUrl: string;
  /** When the first answer since the last `reset` was sent, by `performance.now()`. */
  firstAnswerAt: () => number | undefined;
  reset: () => void;
  stop: () => Promise<void>;
}

export interface StandInOptions {
  /** What the audio that is sent takes; the stand-in does not decode. */
  bytesPerAudioSecond: number;
  /** How much audio it "hears" in a second, as one request on a GPU does. */
  timesRealTime: number;
}

const WORDS_PER_SECOND = 2.5;
const SERVED_MODELS = JSON.stringify({ object: "list", data: [{ id: "base", object: "model" }] });

export async function startStandInEngine(options: StandInOptions): Promise<StandInEngine> {
  let firstAnswerAt: number | undefined;
  const answers = new Map<number, string>();
  const server = createServer((request, response) => {
    let bytes = 0;
    const answer = async (): Promise<void> => {
      response.setHeader("content-type", "application/json");
      if (request.method !== "POST") {
        response.end(SERVED_MODELS);
        return;
      }
      const seconds = Math.max(1, Math.round(bytes / options.bytesPerAudioSecond));
      await sleep((seconds / options.timesRealTime) * 1000);
      const body = answers.get(seconds) ?? verboseJson(seconds);
      answers.set(seconds, body);
      response.end(body);
      firstAnswerAt ??= performance.now();
    };
    request.on("data", (chunk: Buffer) => (bytes += chunk.length)).on("end", () => void answer());
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${String(port)}/v1`,
    firstAnswerAt: () => firstAnswerAt,
    reset: () => (firstAnswerAt = undefined),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What Whisper's servers answer for so many seconds of unhurried speech, which goes on to the end as the recordings do. */
function verboseJson(seconds: number): string {
  const segments: { id: number; start: number; end: number; text: string; words: object[] }[] = [];
  for (let at = 0; at + 1 / WORDS_PER_SECOND <= seconds;) {
    const said = (PROSE[segments.length % PROSE.length] ?? "").split(" ");
    const spoken = said.slice(0, Math.floor((seconds - at) * WORDS_PER_SECOND));
    const words = spoken.map((word, index) => ({
      word: ` ${word}`,
      start: at + index / WORDS_PER_SECOND,
      end: at + (index + 0.9) / WORDS_PER_SECOND,
      probability: 0.9,
    }));
    const end = at + words.length / WORDS_PER_SECOND;
    segments.push({ id: segments.length, start: at, end, text: spoken.join(" "), words });
    at = end + 0.4;
  }
  const text = segments.map((segment) => segment.text).join(" ");
  return JSON.stringify({ task: "transcribe", language: "en", duration: seconds, text, segments });
}
