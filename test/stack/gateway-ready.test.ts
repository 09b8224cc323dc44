import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { gatewayReady } from "../../src/stack/gateway-ready.js";
import { whyUnhealthy } from "../../src/stack/health.js";

let server: Server | undefined;
afterEach(() => void server?.close());

async function answering(status: number, body: string): Promise<string> {
  const started = createServer((_request, response) => response.writeHead(status).end(body));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/readyz`;
}

test("what a gateway waits for is told in words, all of it, each with what to do", async () => {
  const fleets = Object.fromEntries(
    ["orchestration", "media", "transcription", "notes"].map((name) => [
      name,
      { ready: false, reason: `no worker polls ${name}`, remedy: "Start one. ".repeat(20).trim() },
    ]),
  );
  const dependencies = { temporal: { ready: true }, ...fleets, speech: { ready: false } };
  const url = await answering(503, JSON.stringify({ status: "not_ready", dependencies }));
  const reason = await whyUnhealthy(gatewayReady(url));
  expect(reason?.split("\n").slice(0, 3)).toEqual([
    "it waits for",
    "    orchestration: no worker polls orchestration",
    `      ${"Start one. ".repeat(20).trim()}`,
  ]);
  expect(reason).toMatch(/\n {4}notes: no worker polls notes\n[^\n]*\n {4}speech: it is not ready$/);
  expect(reason).not.toMatch(/[{}"]|temporal/);
});

test("a gateway that is ready has no reason, and one that does not know is quoted by its status alone", async () => {
  expect(await whyUnhealthy(gatewayReady(await answering(200, "{}")))).toBeUndefined();
  server?.close();
  expect(await whyUnhealthy(gatewayReady(await answering(502, "<html>")))).toBe("/readyz answered 502");
});
