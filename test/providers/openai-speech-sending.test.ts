import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { DiaristError } from "../../src/domain/errors.js";
import { createOpenAiSpeech } from "../../src/providers/speech/openai-speech.js";
import { bodyOf } from "../support/sized-body.js";
import { hang, json } from "./scripted-server.js";
import { never, request, speechOver } from "./speech-over.js";

const HEARD = { text: "Ask not.", segments: [] };

describe("how audio is sent", () => {
  it("whole, with its length said before", async () => {
    const { server, speech } = await speechOver(json(200, HEARD));
    const audio = randomBytes(700_001);
    await speech.transcribe({ ...request, audio: bodyOf(audio) }, never);
    const [received] = server.requests;
    expect(Number(received?.headers["content-length"])).toBe(received?.body.length);
    expect(received?.body).toContain(audio.toString("latin1"));
  });

  it("piece by piece, each let go of before the next one is read", async () => {
    const { server, speech } = await speechOver(json(200, HEARD));
    const piece = Buffer.alloc(100_000);
    async function* read() {
      for (let value = 1; value <= 20; value += 1) yield piece.fill(value);
    }
    await speech.transcribe({ ...request, audio: { sizeBytes: 2_000_000, read } }, never);
    const expected = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, index + 1));
    expect(server.requests[0]?.body).toContain(Buffer.concat(expected).toString("latin1"));
  });

  it("not at all any more when the server has answered without hearing the rest", async () => {
    const server = createServer((_, response) => {
      response.writeHead(413, { connection: "close" }).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    let isLetGo = false;
    async function* read() {
      try {
        for (;;) yield Buffer.alloc(1_000_000);
      } finally {
        isLetGo = true;
      }
    }
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const speech = createOpenAiSpeech({ baseUrl, apiKey: "none", model: "base" });
    const audio = { sizeBytes: 10 ** 12, read };
    await expect(speech.transcribe({ ...request, audio }, never)).rejects.toMatchObject({
      code: expect.stringMatching(/^speech_(rejected|unavailable)$/),
    });
    await expect.poll(() => isLetGo).toBe(true);
    server.closeAllConnections();
    server.close();
  });

  it("and what cannot be read is no fault of the service", async () => {
    const { speech } = await speechOver(hang);
    async function* read() {
      yield Buffer.alloc(10);
      throw new DiaristError("storage_unavailable", "The object store is away");
    }
    const audio = { sizeBytes: 1_000, read };
    await expect(speech.transcribe({ ...request, audio }, never)).rejects.toMatchObject({
      code: "storage_unavailable",
    });
  });
});
