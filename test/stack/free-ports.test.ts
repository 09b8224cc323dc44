import type * as Crypto from "node:crypto";
import { createServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { freePort, freeServicePorts } from "../../src/stack/free-ports.js";

const chosen = vi.hoisted(() => ({ next: [] as number[] }));
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof Crypto>();
  return {
    ...crypto,
    randomInt: (low: number, high: number) => chosen.next.shift() ?? crypto.randomInt(low, high),
  };
});
afterEach(() => {
  chosen.next = [];
});

test("ports are none that the system gives to outgoing connections", async () => {
  const ports = Object.values(await freeServicePorts()).map(Number);
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

test("a port that somebody listens on is left to them", async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  chosen.next = [port];
  expect(await freePort()).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
});
