import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "../../src/stack/free-ports.js";
import { transcriptionSlots } from "../../src/workers/transcription-slots.js";

let server: Server | undefined;
afterEach(() => server?.close());

function serve(port: number, status: number, body: string): Promise<void> {
  server = createServer((_request, response) => response.writeHead(status).end(body));
  return new Promise((resolve) => server?.listen(port, "127.0.0.1", resolve));
}

describe("a transcription worker's slots", () => {
  it("are what its engine does at once, and one chunk that waits", async () => {
    const port = await freePort();
    await serve(port, 200, JSON.stringify({ status: "ok", capacity: 3 }));
    expect(await transcriptionSlots(`http://127.0.0.1:${String(port)}/v1`)).toBe(4);
  });

  it.each([
    [404, "Not found"],
    [200, "<html>"],
    [200, "{}"],
  ])("are a service's usual where it tells no capacity (%s, %s)", async (status, body) => {
    const port = await freePort();
    await serve(port, status, body);
    expect(await transcriptionSlots(`http://127.0.0.1:${String(port)}/v1`)).toBe(16);
  });

  it("are asked for until the engine is there", async () => {
    const port = await freePort();
    const slots = transcriptionSlots(`http://127.0.0.1:${String(port)}/v1`);
    await serve(port, 200, JSON.stringify({ capacity: 1 }));
    expect(await slots).toBe(2);
  });
});
