import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const LETTER_SECONDS = 0.058;
const WORD_SECONDS = 0.11;
const COMMA_SECONDS = 0.2;
const SENTENCE_SECONDS = 0.45;
const SURE = 0.97;
const UNSURE = 0.31;
/** Before a word that was mumbled. */
const UNSURE_MARK = "~";

interface Spoken {
  durationSeconds: number;
  segments: Segment[];
}

interface Segment {
  start: number;
  end: number;
  text: string;
  words: { word: string; start: number; end: number; probability: number }[];
}

/**
 * Stands in for a speech engine, by OpenAI's API: it hears in every piece what it was told last, at a person's pace. So the
 * pictures show the same words whatever model a machine has.
 */
export class Narrator {
  #text = "";
  /** Pieces that are still answered; the rest waits until the narrator stops. */
  #answersLeft = Infinity;

  private constructor(
    readonly baseUrl: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Narrator> {
    const server = createServer((request, response) => {
      void formOf(request).then((form) => {
        const isListing = request.method === "GET";
        if (!isListing && narrator.#answersLeft-- <= 0) return;
        // A second hearing, of what was passed over, hears nothing more.
        const text = form.includes('name="temperature"') ? "" : narrator.#text;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(isListing ? { data: [] } : answerOf(text)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const narrator = new Narrator(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server);
    return narrator;
  }

  /** What is heard from now on. Gives how long it takes to say. */
  say(text: string, answers = Infinity): number {
    this.#text = text;
    this.#answersLeft = answers;
    return spoken(text).durationSeconds;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function formOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

function answerOf(text: string): object {
  const { durationSeconds, segments } = spoken(text);
  return {
    language: "en",
    duration: durationSeconds,
    text: segments.map((segment) => segment.text).join(" "),
    segments,
  };
}

function spoken(text: string): Spoken {
  let at = 0.3;
  const segments = text.split(/(?<=[.?!]) +/).map((sentence) => {
    const words = sentence.split(" ").map((marked) => {
      const word = marked.replace(UNSURE_MARK, "");
      const start = at;
      const end = start + WORD_SECONDS + LETTER_SECONDS * word.length;
      at = end + 0.04 + (word.endsWith(",") ? COMMA_SECONDS : 0);
      return { word: ` ${word}`, start, end, probability: word === marked ? SURE : UNSURE };
    });
    at += SENTENCE_SECONDS;
    return {
      start: words[0]?.start ?? at,
      end: words.at(-1)?.end ?? at,
      text: words.map(({ word }) => word.trim()).join(" "),
      words,
    };
  });
  return { durationSeconds: at, segments: segments.filter((segment) => segment.text !== "") };
}
