import { describe, expect, it } from "vitest";
import { createOpenAiSpeech } from "../../src/providers/speech/openai-speech.js";
import { json, type Answer } from "./scripted-server.js";
import { KEY, never, request, speechOver } from "./speech-over.js";

const OPENAI_ANSWER = {
  task: "transcribe",
  language: "english",
  duration: "11.0",
  text: "And so, my fellow Americans. Ask not.",
  segments: [
    {
      id: 0,
      start: 0,
      end: 2.2,
      text: " And so, my fellow Americans.",
      avg_logprob: -0.2,
      no_speech_prob: 0.01,
      compression_ratio: 1.1,
    },
    {
      id: 1,
      start: 2.2,
      end: 4,
      text: " Ask not.",
      avg_logprob: -0.3,
      no_speech_prob: 0.02,
      compression_ratio: 1.2,
    },
  ],
  words: [
    { word: "And", start: 0.1, end: 0.3 },
    { word: "so", start: 0.3, end: 0.5 },
    { word: "my", start: 0.6, end: 0.8 },
    { word: "fellow", start: 0.8, end: 1.2 },
    { word: "Americans", start: 1.2, end: 2.3 },
    { word: "Ask", start: 2.4, end: 2.9 },
    { word: "not", start: 2.9, end: 4.1 },
  ],
};

const EMBEDDED_ANSWER = {
  language: "en",
  duration: 4,
  text: "Ask not.",
  segments: [
    {
      start: 2.2,
      end: 4,
      text: " Ask not.",
      words: [
        { word: " Ask", start: 2.4, end: 2.9, probability: 0.98 },
        { word: " not.", start: 2.9, end: 4, probability: 0.71 },
      ],
    },
  ],
  words: [{ word: " Ask", start: 99, end: 100 }],
};

const SEGMENTS_ONLY = {
  language: "de",
  duration: 3,
  text: "Guten Tag.",
  segments: [{ start: 0, end: 2, text: "Guten Tag." }],
};
const TEXT_ONLY = { text: " Just the words. " };

/** Refuses, as OpenAI does, what `understands` does not hold for. */
function refusingUnless(understands: (body: string) => boolean, answer: unknown): Answer {
  return (response, received) => {
    const refusal = {
      error: {
        message: "response_format is not compatible with this model",
        param: "response_format",
        code: "unsupported_value",
      },
    };
    if (understands(received.body)) json(200, answer)(response, received);
    else json(400, refusal)(response, received);
  };
}

describe("what servers answer", () => {
  it("words beside the segments are given to the segments by their time", async () => {
    const { speech } = await speechOver(json(200, OPENAI_ANSWER));
    const heard = await speech.transcribe(request, never);
    expect(heard).toMatchObject({
      language: "en",
      durationSeconds: 11,
      engine: { model: "base", timing: "word" },
    });
    expect(heard.segments.map(({ words }) => words.map(({ word }) => word))).toEqual([
      ["And", "so", "my", "fellow", "Americans"],
      ["Ask", "not"],
    ]);
    expect(heard.segments[1]).toMatchObject({
      id: 1,
      text: "Ask not.",
      avgLogprob: -0.3,
      noSpeechProb: 0.02,
      compressionRatio: 1.2,
    });
  });

  it("words within the segments are taken as they are, with their probability", async () => {
    const { speech } = await speechOver(json(200, EMBEDDED_ANSWER));
    const heard = await speech.transcribe(request, never);
    expect(heard.engine.timing).toBe("word");
    expect(heard.segments[0]?.words).toEqual([
      { word: "Ask", start: 2.4, end: 2.9, probability: 0.98 },
      { word: "not.", start: 2.9, end: 4, probability: 0.71 },
    ]);
  });

  it("each segment keeps the language that it was heard in", async () => {
    const segments = [
      { start: 0, end: 2, text: " Good morning.", language: "en" },
      { start: 2, end: 4, text: " Guten Tag.", language: "german" },
    ];
    const { speech } = await speechOver(
      json(200, { text: "Good morning. Guten Tag.", language: "en", segments }),
    );
    const heard = await speech.transcribe(request, never);
    expect(heard.segments.map(({ language }) => language)).toEqual(["en", "de"]);
  });

  it("what the engine removed as invented and what is removed here are counted together", async () => {
    const invented = { avg_logprob: -1.4, no_speech_prob: 0.92, compression_ratio: 0.8 };
    const segments = [
      {
        start: 0,
        end: 2,
        text: " Good morning.",
        avg_logprob: -0.2,
        no_speech_prob: 0.1,
        compression_ratio: 1,
      },
      { start: 5, end: 7, text: " Thank you.", ...invented },
    ];
    const answer = { text: "Good morning. Thank you.", language: "en", duration: 7, segments };
    const ours = await speechOver(json(200, { ...answer, removed: 2 }));
    expect(await ours.speech.transcribe(request, never)).toMatchObject({
      removed: 3,
      segments: [{ text: "Good morning." }],
    });
    const clean = await speechOver(json(200, EMBEDDED_ANSWER));
    expect(await clean.speech.transcribe(request, never)).not.toHaveProperty("removed");
  });

  it("a chorus is kept of an engine that looks for inventions itself, and not of others", async () => {
    const segments = Array.from({ length: 6 }, (_, index) => ({
      ...{ start: 2 * index, end: 2 * index + 2 },
      text: " Happy birthday to you.",
    }));
    const answer = {
      text: segments.map(({ text }) => text).join(""),
      language: "en",
      duration: 12,
      segments,
    };
    const ours = await speechOver(json(200, { ...answer, removed: 0 }));
    expect((await ours.speech.transcribe(request, never)).segments).toHaveLength(6);
    const others = await speechOver(json(200, answer));
    expect((await others.speech.transcribe(request, never)).segments).toHaveLength(1);
  });

  it("segments without words are said to be timed by segment", async () => {
    const { speech } = await speechOver(json(200, SEGMENTS_ONLY));
    const heard = await speech.transcribe(request, never);
    expect(heard.engine.timing).toBe("segment");
    expect(heard.segments).toEqual([{ id: 0, start: 0, end: 2, text: "Guten Tag.", words: [] }]);
  });

  it("text alone becomes one segment as long as the audio, and is said to be untimed", async () => {
    const { speech } = await speechOver(json(200, TEXT_ONLY));
    const heard = await speech.transcribe({ ...request, language: "en" }, never);
    expect(heard).toEqual({
      language: "en",
      durationSeconds: 10.9935,
      segments: [{ id: 0, start: 0, end: 10.9935, text: "Just the words.", words: [] }],
      engine: { model: "base", timing: "none" },
    });
  });

  it("silence is no segment, and does not make a server look worse than it is", async () => {
    const { speech } = await speechOver(
      json(200, { text: "", language: "en", duration: 5, segments: [], words: [] }),
    );
    const heard = await speech.transcribe(request, never);
    expect(heard.segments).toEqual([]);
    expect(heard.engine.timing).toBe("word");
  });

  it.each([
    ["no JSON", "<html>busy</html>"],
    ["JSON cut short", '{"text": "And so'],
    ["another shape", '{"transcript": "And so"}'],
    ["a segment without times", '{"text": "And so", "segments": [{"text": "And so"}]}'],
  ])("%s is an answer that is not understood, and is not repeated in the error", async (_what, body) => {
    const { speech } = await speechOver((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(body);
    });
    const failure = speech.transcribe(request, never);
    await expect(failure).rejects.toMatchObject({ code: "speech_invalid_answer" });
    await expect(failure).rejects.not.toThrow(/And so|busy/);
  });
});

describe("asking", () => {
  it("sends the file, the model and the job's own settings, and asks for word times", async () => {
    const { server, speech } = await speechOver(json(200, OPENAI_ANSWER));
    await speech.transcribe({ ...request, language: "de", prompt: "Ada, Grace" }, never);
    const [received] = server.requests;
    expect(received).toMatchObject({ method: "POST", path: "/v1/audio/transcriptions" });
    expect(received?.headers.authorization).toBe(`Bearer ${KEY}`);
    for (const part of ['filename="0003.flac"', "not really audio", "base", "verbose_json", "Ada, Grace"])
      expect(received?.body).toContain(part);
    expect(received?.body).toMatch(/name="timestamp_granularities\[\]"\r\n\r\nword/);
  });

  it("tries a second time without the prompt and with a little chance", async () => {
    const { server, speech } = await speechOver(json(200, OPENAI_ANSWER));
    const settings = { language: "de", prompt: "Ada, Grace" };
    await speech.transcribe({ ...request, ...settings }, never);
    await speech.transcribe({ ...request, ...settings, secondTry: true }, never);
    const [first, second] = server.requests.map(({ body }) => body);
    expect(first).not.toContain('name="temperature"');
    expect(second).toMatch(/name="temperature"\r\n\r\n0\.2\r\n/);
    expect(second).toMatch(/name="language"\r\n\r\nde\r\n/);
    expect(second).not.toContain("Ada, Grace");
    expect(speech.settingsHash({ ...settings, secondTry: true })).not.toBe(speech.settingsHash(settings));
  });

  it("asks more simply where word times are refused, and does not ask for them again", async () => {
    const { server, speech } = await speechOver(
      refusingUnless((body) => !body.includes("timestamp_granularities"), SEGMENTS_ONLY),
    );
    expect((await speech.transcribe(request, never)).engine.timing).toBe("segment");
    expect(server.requests).toHaveLength(2);
    await speech.transcribe(request, never);
    expect(server.requests).toHaveLength(3);
  });

  it("asks for plain json where verbose_json is refused", async () => {
    const { server, speech } = await speechOver(
      refusingUnless((body) => !body.includes("verbose_json"), TEXT_ONLY),
    );
    expect((await speech.transcribe(request, never)).engine.timing).toBe("none");
    await speech.transcribe(request, never);
    expect(server.requests).toHaveLength(4);
  });

  it("learns nothing from a request that is refused however it is asked", async () => {
    let broken = true;
    const { server, speech } = await speechOver((response, received) => {
      json(broken ? 400 : 200, broken ? { error: { code: "bad_audio" } } : OPENAI_ANSWER)(response, received);
    });
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({ code: "speech_rejected" });
    broken = false;
    expect((await speech.transcribe(request, never)).engine.timing).toBe("word");
    expect(server.requests).toHaveLength(4);
  });

  it("results depend on model, language and prompt, not on address or key", () => {
    const one = createOpenAiSpeech({ baseUrl: "http://a.test/v1", apiKey: "x", model: "base" });
    const moved = createOpenAiSpeech({ baseUrl: "http://b.test/v1", apiKey: "y", model: "base" });
    const other = createOpenAiSpeech({ baseUrl: "http://a.test/v1", apiKey: "x", model: "large-v3" });
    expect(one.settingsHash({})).toMatch(/^[0-9a-f]{64}$/);
    expect(moved.settingsHash({})).toBe(one.settingsHash({}));
    const hashes = [
      one.settingsHash({}),
      other.settingsHash({}),
      one.settingsHash({ language: "de" }),
      one.settingsHash({ prompt: "de" }),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});
