import OpenAI, { APIError, toFile } from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { ChunkRef, Plan } from "../../../src/domain/audio.js";
import type { Job } from "../../../src/domain/job.js";
import type { Piece } from "../../../src/domain/stitching.js";
import { assembled } from "../../support/assembled.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { segmentOf, StandIn } from "./stand-in.js";

/** Three chunks of 20 s, each with two seconds of its neighbours' audio, and what is heard in them. */
const SAID = [
  [segmentOf(0, 1, "The dentist was late."), segmentOf(1, 17.5, "So I read a magazine.")],
  [segmentOf(0, 0.5, "read a magazine."), segmentOf(1, 9, "It was about boats.")],
  [segmentOf(0, 5, "Then he came.")],
];
const PIECES: (ChunkRef & Piece)[] = SAID.map((segments, index) => {
  const startSeconds = index * 20;
  const audioStartSeconds = Math.max(0, startSeconds - 2);
  const length = startSeconds + 22 - audioStartSeconds;
  return {
    index,
    startSeconds,
    endSeconds: startSeconds + 20,
    audioStartSeconds,
    audio: { extension: "wav", parts: [] },
    recognition: {
      language: "en",
      durationSeconds: length,
      segments,
      engine: { model: "base", timing: "word" },
    },
  };
});
const PLAN: Plan = {
  audio: { durationSeconds: 60, codec: "pcm_s16le", container: "wav", channels: 1, sampleRate: 16_000 },
  chunks: PIECES.map(({ recognition: _, ...chunk }) => chunk),
};
const TRANSCRIPT = await assembled({ durationSeconds: 60, pieces: PIECES, again: [], missing: [] });

let gateway: TestGateway;
let client: OpenAI;
let standIn: StandIn;
beforeAll(async () => {
  gateway = await startGateway();
  standIn = new StandIn(gateway);
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "none", maxRetries: 0 });
});
afterAll(() => gateway.stop());
const streams: AbortController[] = [];
// A stream that a failed test left open would keep the gateway from stopping.
afterEach(() => {
  for (const opened of streams.splice(0)) opened.abort();
});

interface Streamed {
  deltas: string[];
  done: string | undefined;
  failure: unknown;
}

/** Asks for a stream, and gives what has come of it so far and its job. */
async function stream(): Promise<{ job: Job; streamed: Streamed; ended: Promise<void> }> {
  const begun = standIn.begun;
  const events = await client.audio.transcriptions.create({
    file: await toFile(makeWav(1000), "Monday.wav"),
    model: "gpt-4o-transcribe",
    stream: true,
  });
  streams.push(events.controller);
  const streamed: Streamed = { deltas: [], done: undefined, failure: undefined };
  const ended = (async () => {
    for await (const event of events) {
      if (event.type === "transcript.text.delta") streamed.deltas.push(event.delta);
      if (event.type === "transcript.text.done") streamed.done = event.text;
    }
  })().catch((error: unknown) => void (streamed.failure = error));
  const job = gateway.starter.started[begun];
  if (job === undefined) throw new Error("No job was begun");
  return { job, streamed, ended };
}

const piece = (index: number): ChunkRef & Piece => {
  const found = PIECES[index];
  if (found === undefined) throw new Error(`There is no piece ${index}`);
  return found;
};
const told = (streamed: Streamed, text: string) =>
  vi.waitFor(() => expect(streamed.deltas.join("")).toBe(text), 10_000);

describe("a streamed transcription", () => {
  test("tells the text in order as chunks are heard, no word twice, and at the end the whole of it", async () => {
    const { job, streamed, ended } = await stream();
    await standIn.hear(job, piece(1), piece(1).recognition);
    await standIn.plan(job, PLAN);
    await standIn.hear(job, piece(0), piece(0).recognition);
    await told(streamed, "The dentist was late. So I read a magazine. It was about boats.");
    await standIn.hear(job, piece(2), piece(2).recognition);
    await told(streamed, "The dentist was late. So I read a magazine. It was about boats. Then he came.");
    expect(streamed.done).toBeUndefined();

    await standIn.transcribe(job, TRANSCRIPT);
    await ended;
    expect(streamed.failure).toBeUndefined();
    expect(streamed.done).toBe(TRANSCRIPT.text);
    expect(streamed.deltas.join("")).toBe(TRANSCRIPT.text);
  });

  test("holds back what a neighbour may still change", async () => {
    const { job, streamed, ended } = await stream();
    await standIn.plan(job, PLAN);
    await standIn.hear(job, piece(0), piece(0).recognition);
    await told(streamed, "The dentist was late.");
    await standIn.transcribe(job, TRANSCRIPT);
    await ended;
    expect(streamed.deltas.join("")).toBe(TRANSCRIPT.text);
  });

  test("that fails says so as an event that the client throws", async () => {
    const { job, streamed, ended } = await stream();
    await standIn.fail(job, { code: "audio_unreadable", message: "There is no audio stream in it." });
    await ended;
    expect(streamed.failure).toBeInstanceOf(APIError);
    expect(streamed.failure).toMatchObject({ code: "audio_unreadable", param: "file" });
  });

  test("is made of server-sent events that proxies pass on at once", async () => {
    standIn.transcribeAll(TRANSCRIPT);
    const form = new FormData();
    form.append("model", "whisper-1");
    form.append("stream", "true");
    form.append("file", new Blob([new Uint8Array(makeWav(1000))]), "a.wav");
    const response = await fetch(`${gateway.url}/v1/audio/transcriptions`, { method: "POST", body: form });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const events = (await response.text()).split("\n\n").filter((event) => event !== "");
    expect(events.at(0)).toBe('data: {"type":"transcript.text.delta","delta":"The dentist was late."}');
    expect(JSON.parse((events.at(-1) ?? "").slice("data: ".length))).toEqual({
      type: "transcript.text.done",
      text: TRANSCRIPT.text,
      usage: { type: "duration", seconds: 60 },
    });
  });
});
