import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/api/app.js";
import { NotReady, Readiness } from "../../src/api/readiness.js";
import { closeGracefully, createGatewayServer, listen } from "../../src/api/server.js";
import { createLogger } from "../../src/logger.js";
import { DynamoJobStore } from "../../src/storage/dynamo-job-store.js";
import { freePort } from "../../src/stack/free-ports.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { fileHead, FORM_END, requestHead, sendRaw } from "../support/multipart.js";
import { makeWav } from "../support/recordings.js";

let asked = 0;
let broken = false;
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    dependencies: [
      { name: "object-store", check: async () => void (asked += 1) },
      {
        name: "transcription",
        check: async () => {
          if (broken) throw new NotReady("no worker polls the task queue transcription", "Start one.");
        },
      },
    ],
  });
});
afterAll(() => gateway.stop());

describe("every answer", () => {
  test("has the client's request id where it is sane, else one of ours", async () => {
    const idFor = async (headers: Record<string, string>) =>
      (await fetch(`${gateway.url}/healthz`, { headers })).headers.get("x-request-id");
    expect(await idFor({ "x-request-id": "abc-123" })).toBe("abc-123");
    expect(await idFor({ "x-request-id": "a b{}" })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor({})).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("says nothing of what serves it, and is neither guessed at nor kept", async () => {
    const { headers } = await fetch(`${gateway.url}/healthz`);
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("a request that cannot be served", () => {
  test.each([
    ["GET", "/", 404, "route_not_found", null],
    ["POST", "/upload", 404, "route_not_found", null],
    ["GET", "/upload-audio/", 405, "method_not_allowed", "POST"],
    ["DELETE", "/status/x", 405, "method_not_allowed", "GET, HEAD"],
    ["PUT", "/result/x", 405, "method_not_allowed", "GET, HEAD"],
    ["GET", "/status/%ff", 400, "invalid_request", null],
  ])("%s %s is answered with %i %s", async (method, path, status, code, allow) => {
    const response = await fetch(`${gateway.url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toMatch("application/problem+json");
    expect(response.headers.get("allow")).toBe(allow);
    const requestId = response.headers.get("x-request-id");
    expect(await response.json()).toMatchObject({ status, code, instance: path, request_id: requestId });
  });

  test.each([
    ["is no HTTP", "this is no request\r\n\r\n", 400, "invalid_request"],
    ["is TLS", "\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n", 400, "invalid_request"],
    [
      "has a method that nobody knows",
      "FETCH /v1/jobs HTTP/1.1\r\nhost: localhost\r\n\r\n",
      501,
      "method_unknown",
    ],
    [
      "takes us for a proxy",
      "CONNECT a.example:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
      501,
      "method_unknown",
    ],
    ["has too long headers", `GET / HTTP/1.1\r\nx: ${"x".repeat(40_000)}\r\n\r\n`, 431, "headers_too_large"],
    ["has no host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "invalid_request"],
    [
      "has two hosts",
      "GET /healthz HTTP/1.1\r\nhost: localhost\r\nhost: evil\r\n\r\n",
      400,
      "invalid_request",
    ],
  ])("because it %s is answered with a problem too", async (_, request, status, code) => {
    const answer = await sendRaw(gateway.port, [Buffer.from(request, "latin1")]);
    expect(answer).toMatchObject({ status, body: { status, code, type: `urn:diarist:problem:${code}` } });
    expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
    expect(answer.head).toMatch(/x-request-id: [0-9a-f-]{36}/i);
    expect(JSON.stringify(answer.body)).not.toMatch(/HPE|ERR_/);
  });

  test("because it expects what nobody knows is served all the same", async () => {
    const request = "GET /healthz HTTP/1.1\r\nhost: localhost\r\nexpect: tea\r\n\r\n";
    expect(await sendRaw(gateway.port, [request])).toMatchObject({ status: 200, body: { status: "ok" } });
  });

  test("because a store is away is answered with 503, and nothing of our inside", async () => {
    const jobs = new DynamoJobStore({
      endpoint: `http://127.0.0.1:${await freePort()}`,
      region: "us-east-1",
      credentials: { accessKeyId: "some-key-id", secretAccessKey: "some-secret" },
      table: "diarist",
    });
    const context = { ...gateway.context, jobs, logger: createLogger("test", "silent") };
    const server = createGatewayServer(createApp(context), context.logger);
    const port = await listen(server, "127.0.0.1", 0);
    const response = await fetch(`http://127.0.0.1:${port}/status/1b4e28ba-2fa1-4d21-883f-0016d3cca427`);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: "storage_unavailable" });
    expect(text).not.toMatch(/some-|127\.0\.0\.1|table/);
    await closeGracefully(server);
  });
});

describe("the probes", () => {
  test("/healthz answers without asking anybody", async () => {
    const before = asked;
    const response = await fetch(`${gateway.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
    expect(asked).toBe(before);
  });

  test("/readyz names each dependency, and the reason of the one that is not ready", async () => {
    const ready = await fetch(`${gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: "ready", dependencies: { "object-store": { ready: true }, transcription: { ready: true } } },
    ]);
    broken = true;
    await expect
      .poll(async () => (await fetch(`${gateway.url}/readyz`)).status, { timeout: 5_000 })
      .toBe(503);
    expect(await (await fetch(`${gateway.url}/readyz`)).json()).toEqual({
      status: "not_ready",
      dependencies: {
        "object-store": { ready: true },
        transcription: {
          ready: false,
          reason: "no worker polls the task queue transcription",
          remedy: "Start one.",
        },
      },
    });
  });

  test("ask each dependency once for many who ask at the same moment", async () => {
    let count = 0;
    const readiness = new Readiness([{ name: "one", check: async () => void (count += 1) }]);
    await Promise.all(Array.from({ length: 20 }, () => readiness.report()));
    expect(count).toBe(1);
  });
});

test("a gateway that is told to stop takes no new connection, and finishes the upload under way", async () => {
  const stopping = await startGateway();
  const body = Buffer.concat([Buffer.from(fileHead("a.wav")), makeWav(100_000), Buffer.from(FORM_END)]);
  const socket = connect(stopping.port, "127.0.0.1");
  socket.write(requestHead({ "content-length": body.length }));
  socket.write(body.subarray(0, 50_000));
  // An answer on another connection shows that the first bytes of this one are with the server.
  await fetch(`${stopping.url}/healthz`);
  const stopped = stopping.stop();
  await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
  socket.write(body.subarray(50_000));
  let text = "";
  for await (const data of socket) text += String(data);
  expect(text).toContain('"status":"queued"');
  await stopped;
});
