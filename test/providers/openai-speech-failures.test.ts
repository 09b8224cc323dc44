import { describe, expect, it } from "vitest";
import { createOpenAiSpeech } from "../../src/providers/speech/openai-speech.js";
import { drop, hang, inOrder, json } from "./scripted-server.js";
import { KEY, never, request, speechOver } from "./speech-over.js";

describe("failing", () => {
  it("hands on how long a busy server asks to wait, and does not retry by itself", async () => {
    const { server, speech } = await speechOver(json(429, { error: {} }, { "retry-after": "7" }));
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_busy",
      retryAfterSeconds: 7,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("a broken server is unavailable, asked once", async () => {
    const { server, speech } = await speechOver(json(500, { error: { message: "boom" } }));
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_unavailable",
      retryable: true,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("a dropped connection may be tried again", async () => {
    const { speech } = await speechOver(drop);
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_unavailable",
      retryable: true,
    });
  });

  it("an answer that breaks off may be tried again", async () => {
    const { speech } = await speechOver((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write('{"text": "And so', () => response.socket?.destroy());
    });
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_unavailable",
      retryable: true,
    });
  });

  it("a server that is not there may be tried again", async () => {
    const speech = createOpenAiSpeech({ baseUrl: "http://127.0.0.1:1/v1", apiKey: undefined, model: "base" });
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_unavailable",
      retryable: true,
    });
  });

  it("a server that hangs ends at the deadline, and is told", async () => {
    const { server, speech } = await speechOver(hang, 200);
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({
      code: "speech_timeout",
      retryable: true,
    });
    await server.abandoned;
  });

  it("a server that hangs in the middle of its answer ends at the deadline too", async () => {
    const { speech } = await speechOver((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"text": "And');
    }, 200);
    await expect(speech.transcribe(request, never)).rejects.toMatchObject({ code: "speech_timeout" });
  });

  it("an abort ends the request at the server and gives the caller's own reason back", async () => {
    const { server, speech } = await speechOver(hang);
    const controller = new AbortController();
    const reason = new Error("the job was cancelled");
    const transcription = speech.transcribe(request, controller.signal);
    const outcome = expect(transcription).rejects.toBe(reason);
    await server.received(1);
    controller.abort(reason);
    await outcome;
    await server.abandoned;
  });

  it("the key is in no error", async () => {
    const { speech } = await speechOver((response, received) => {
      json(401, {
        error: { message: `Incorrect API key: ${received.headers.authorization ?? ""}`, code: KEY },
      })(response, received);
    });
    const failure: unknown = await speech.transcribe(request, never).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "speech_unauthorized" });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain("secret");
  });
});

describe("the check", () => {
  it.each([200, 401, 404])("passes with a server that answers %i", async (status) => {
    const { speech } = await speechOver(json(status, { data: [] }));
    await expect(speech.check()).resolves.toBeUndefined();
  });

  it("fails with a server that answers 503, or not at all", async () => {
    const { speech } = await speechOver(inOrder(json(503, {}), drop));
    await expect(speech.check()).rejects.toMatchObject({ code: "speech_unavailable" });
    await expect(speech.check()).rejects.toMatchObject({ code: "speech_unavailable" });
  });
});
