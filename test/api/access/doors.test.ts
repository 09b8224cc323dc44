import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";

const APP = "https://app.example.org";
let stores: TestStores;
let local: TestGateway;
let guarded: TestGateway;

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  const access = { corsOrigins: [APP], allowedHosts: ["diarist.lan", "diarist.lan:8443"] };
  local = await startGateway({ stores, access });
  guarded = await startGateway({ stores, access: { ...access, open: false } });
});
afterAll(async () => {
  await local.stop();
  await guarded.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

/** With headers that `fetch` does not let be set. */
async function send(gateway: TestGateway, method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const request = httpRequest(
        { port: gateway.port, host: "127.0.0.1", method, path, headers },
        (response) => {
          let body = "";
          response.setEncoding("utf8").on("data", (text: string) => (body += text));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        },
      );
      request.on("error", reject).end();
    },
  );
}

const cancel = "/v1/jobs/1b4e28ba-2fa1-4d21-883f-0016d3cca427/cancel";
/** What the request would get if nobody stood at the door. */
const PASSED = 404;

describe("a gateway that asks nobody who they are", () => {
  test.each([
    "localhost",
    "localhost:8000",
    "127.0.0.1:1234",
    "[::1]:8000",
    "diarist.lan",
    "diarist.localhost:8000",
  ])("answers to %s", async (host) => {
    expect((await send(local, "GET", "/v1/jobs", { host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8000",
    "192.168.1.7:8000",
    "0.0.0.0",
  ])("does not answer to '%s', whatever is asked for", async (host) => {
    for (const path of ["/v1/jobs", "/healthz", "/docs", "/nowhere"]) {
      const answer = await send(local, "GET", path, { host });
      expect([answer.status, answer.body]).toEqual([421, expect.stringContaining("host_not_allowed")]);
    }
  });

  test.each([
    ["a page of the internet", { origin: "https://evil.example" }],
    ["a page of another port of this machine", { origin: "http://localhost:3000" }],
    ["a sandboxed page", { origin: "null" }],
    ["a page whose browser tells it apart", { "sec-fetch-site": "cross-site" }],
    ["a page of the same site", { "sec-fetch-site": "same-site" }],
  ])("lets %s change nothing", async (_, headers) => {
    const answer = await send(local, "POST", cancel, { host: "localhost:8000", ...headers });
    expect([answer.status, answer.body]).toEqual([403, expect.stringContaining("cross_origin_refused")]);
  });

  test.each([
    ["a program", {}],
    ["a page of its own", { origin: "http://localhost:8000", "sec-fetch-site": "same-origin" }],
    ["someone at the address bar", { "sec-fetch-site": "none" }],
    ["a page that is allowed to", { origin: APP, "sec-fetch-site": "cross-site" }],
  ])("lets %s in", async (_, headers) => {
    const answer = await send(local, "POST", cancel, { host: "localhost:8000", ...headers });
    expect(answer.status).toBe(PASSED);
  });

  test("needs no credentials, and does not look at those that clients send because they always do", async () => {
    for (const authorization of ["Bearer sk-anything", "Basic eDp5", "Bearer dk_no_key"])
      expect((await send(local, "GET", "/v1/jobs", { host: "localhost", authorization })).status).toBe(200);
  });
});

describe("pages of other origins", () => {
  test("may read answers when their origin is named, and no other's", async () => {
    const allowed = await send(local, "GET", "/v1/jobs", { host: "localhost", origin: APP });
    expect(allowed.headers).toMatchObject({
      "access-control-allow-origin": APP,
      vary: "Origin, Accept-Encoding",
    });
    expect(allowed.headers["access-control-expose-headers"]).toContain("X-Request-Id");
    const other = await send(local, "GET", "/v1/jobs", { host: "localhost", origin: "https://evil.example" });
    expect(other.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("are told before they ask, also where keys are asked for", async () => {
    const preflight = {
      "access-control-request-method": "DELETE",
      "access-control-request-headers": "authorization",
    };
    for (const gateway of [local, guarded]) {
      const answer = await send(gateway, "OPTIONS", "/v1/jobs", {
        host: "localhost",
        origin: APP,
        ...preflight,
      });
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": APP,
        "access-control-allow-headers": "authorization",
      });
      expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
    }
  });

  test("are not stopped where a key is asked for, which they would have to have", async () => {
    const headers = { host: "diarist.example", origin: "https://evil.example" };
    const answer = await send(guarded, "POST", cancel, headers);
    expect([answer.status, answer.body]).toEqual([401, expect.stringContaining("authentication_required")]);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

test("an OPTIONS request that is no page's preflight reaches what it is meant for", async () => {
  const answer = await send(local, "OPTIONS", "/v1/jobs", { host: "localhost" });
  expect([answer.status, answer.headers["allow"]]).toEqual([204, "POST, GET, HEAD"]);
});
