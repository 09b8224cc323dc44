import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPES, type Scope } from "../../../src/domain/access.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";

/* Browsers are played here by the headers that they send and that no page can set. */

let stores: TestStores;
let gateway: TestGateway;
let local: TestGateway;
let own: Record<string, string>;

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  const access = { corsOrigins: ["https://app.example.org"] };
  gateway = await startGateway({ stores, access: { ...access, open: false } });
  local = await startGateway({ stores, access });
  own = { "sec-fetch-site": "same-origin", origin: gateway.url };
});
afterAll(async () => {
  await gateway.stop();
  await local.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

interface Wanted {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: FormData | string;
  at?: TestGateway;
}

async function call(path: string, { method = "GET", headers = {}, json, body, at = gateway }: Wanted = {}) {
  const response = await fetch(`${at.url}${path}`, {
    method,
    headers: { ...headers, ...(json !== undefined && { "content-type": "application/json" }) },
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
  });
  const text = await response.text();
  const answer: unknown = text.startsWith("{") ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: answer };
}

const makeKey = async (scopes: readonly Scope[] = SCOPES, tenantId = "team") =>
  gateway.context.access.keys.create({ tenantId, name: "page", scopes: [...scopes] });

const signIn = (key: string, headers = own) =>
  call("/v1/session", { method: "POST", json: { key }, headers });

/** As a browser sends it back: name and value alone. */
const cookieOf = (headers: Headers): string => /^[^;]+/.exec(headers.get("set-cookie") ?? "")?.[0] ?? "";

async function signedIn(scopes?: readonly Scope[]) {
  const { key, text } = await makeKey(scopes);
  return { cookie: cookieOf((await signIn(text)).headers), keyId: key.keyId, text };
}

const recording = (): FormData => {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(makeWav(100))]), "Monday.wav");
  return form;
};

describe("signing in", () => {
  test("gives a cookie that no script can read and no other site's page can use", async () => {
    const { text } = await makeKey();
    const { status, headers, body } = await signIn(text);
    expect([status, body]).toEqual([204, ""]);
    const attributes = (headers.get("set-cookie") ?? "").split("; ");
    expect(attributes).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "SameSite=Strict"]));
    expect(attributes).not.toContain("Secure");
    expect(attributes.some((attribute) => attribute.startsWith("Domain"))).toBe(false);
  });

  test.each([
    ["the page's address", { origin: "https://diarist.example.org", "sec-fetch-site": "same-origin" }],
    ["what ends TLS before us", { "x-forwarded-proto": "https" }],
  ])("gives one for TLS and this host alone where %s says that there is TLS", async (_, headers) => {
    const { text } = await makeKey();
    const answer = await signIn(text, headers);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-diarist=/);
    expect(cookie).toContain("; Secure");
    expect(await call("/v1/jobs", { headers: { cookie: cookieOf(answer.headers) } })).toMatchObject({
      status: 200,
    });
  });

  test("is refused as any request with that key is, and written down like it", async () => {
    const wrong = `dk_${"0".repeat(13)}_${"0".repeat(43)}`;
    const { status, headers, body } = await signIn(wrong);
    expect([status, body]).toEqual([401, expect.objectContaining({ code: "invalid_credentials" })]);
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("www-authenticate")).toContain("invalid_token");
    expect(gateway.audited.at(-1)).toMatchObject({ action: "login.failed", keyId: "0".repeat(13) });
    expect(await signIn("not a key; Path=/")).toMatchObject({ status: 400 });
  });

  test("and out stand in the audit log, without the key", async () => {
    const { cookie, keyId, text } = await signedIn();
    const out = await call("/v1/session", { method: "DELETE", headers: { ...own, cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^diarist=;.*Expires=Thu, 01 Jan 1970/);
    expect(gateway.audited.slice(-2)).toMatchObject([
      { action: "session.started", actor: `key:${keyId}`, tenantId: "team" },
      { action: "session.ended", actor: `key:${keyId}`, tenantId: "team" },
    ]);
    expect(JSON.stringify(gateway.audited)).not.toContain(text);
  });

  test.each([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["a site that may use the API with keys of its own", { origin: "https://app.example.org" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
  ])("is nothing that a page of %s can do for one", async (_, headers) => {
    const { text } = await makeKey();
    const answer = await signIn(text, headers);
    expect(answer).toMatchObject({ status: 403, body: { code: "cross_origin_refused" } });
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

describe("the cookie", () => {
  test("is enough wherever a key is: for reading, streams, uploads and what they make", async () => {
    const { cookie } = await signedIn();
    const headers = { ...own, cookie };
    const made = await call("/v1/jobs", { method: "POST", body: recording(), headers });
    expect(made.status).toBe(201);
    const path = made.headers.get("location") ?? "";
    // A player, a link and an EventSource send the cookie and nothing else.
    expect(await call(`${path}/audio`, { headers: { cookie } })).toMatchObject({ status: 200 });
    const events = await fetch(`${gateway.url}${path}/events`, { headers: { cookie } });
    expect(events.status).toBe(200);
    await events.body?.cancel();

    const tus = { "tus-resumable": "1.0.0", ...headers };
    const upload = await call("/files", { method: "POST", headers: { ...tus, "upload-length": "3" } });
    const at = new URL(upload.headers.get("location") ?? "", gateway.url).pathname;
    const bytes = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    expect(await call(at, { method: "PATCH", headers: { ...tus, ...bytes }, body: "abc" })).toMatchObject({
      status: 204,
    });
    expect(gateway.audited).toContainEqual(
      expect.objectContaining({ action: "job.created", tenantId: "team" }),
    );
  });

  test("allows no more than its key", async () => {
    const { cookie } = await signedIn(["jobs:read"]);
    const headers = { ...own, cookie };
    expect((await call("/v1/jobs", { headers })).status).toBe(200);
    const made = await call("/v1/jobs", { method: "POST", body: recording(), headers });
    expect(made).toMatchObject({ status: 403, body: { code: "insufficient_scope" } });
  });

  test("is not looked at where the request brings a key of its own", async () => {
    const { cookie } = await signedIn();
    const other = await makeKey(["jobs:read"], "another");
    const headers = { cookie, authorization: `Bearer ${other.text}` };
    expect((await call("/v1/session", { headers })).body).toMatchObject({ scopes: ["jobs:read"] });
    expect((await call("/v1/jobs", { headers })).body).toEqual({ jobs: [] });
  });

  test("ends with its key, and is then taken back", async () => {
    const { cookie, keyId } = await signedIn();
    await gateway.context.access.keys.revoke("team", keyId);
    expect(await call("/v1/jobs", { headers: { cookie } })).toMatchObject({
      status: 401,
      body: { code: "invalid_credentials" },
    });
    const session = await call("/v1/session", { headers: { cookie } });
    expect([session.status, session.body]).toEqual([200, { signedIn: false, access: "keys" }]);
    expect(session.headers.get("set-cookie")).toMatch(/^diarist=;.*1970/);
    expect(session.headers.get("www-authenticate")).toBeNull();
  });

  test("of an expired key is one of nobody", async () => {
    const validUntil = new Date(Date.now() + 300).toISOString();
    const { text } = await gateway.context.access.keys.create({
      ...{ tenantId: "team", name: "short", scopes: ["jobs:read"], validUntil },
    });
    const cookie = cookieOf((await signIn(text)).headers);
    const headers = { cookie };
    await expect.poll(async () => (await call("/v1/jobs", { headers })).status, { timeout: 5_000 }).toBe(401);
    expect((await call("/v1/session", { headers })).body).toMatchObject({ signedIn: false });
  });

  test.each(["diarist=", "diarist=%ff", "diarist=dk_a_b", "=;;diarist", "__Host-diarist=x; diarist=y"])(
    "that reads %s lets nobody in",
    async (cookie) => {
      expect((await call("/v1/jobs", { headers: { cookie } })).status).toBe(401);
    },
  );
});

describe("a page that is not ours, with the user's cookie,", () => {
  const strangers: [string, Record<string, string>][] = [
    ["that is of another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["that is of another port", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
    ["in an old browser", { origin: "http://127.0.0.1:1" }],
    ["that is sandboxed", { origin: "null" }],
    ["that a browser tells apart whatever it calls itself", { "sec-fetch-site": "same-site" }],
    ["that may use the API with keys of its own", { origin: "https://app.example.org" }],
    ["or is none, and says nothing", {}],
  ];

  test.each(strangers)("%s can send no form", async (_, headers) => {
    const { cookie } = await signedIn();
    const before = await gateway.stored();
    const sent = { method: "POST", body: recording(), headers: { ...headers, cookie } };
    for (const path of ["/v1/jobs", "/upload-audio/", "/v1/audio/transcriptions"])
      expect((await call(path, sent)).status).toBe(403);
    expect(await gateway.stored()).toEqual(before);
  });

  test.each(strangers)("%s can neither change nor remove anything", async (_, headers) => {
    const { cookie } = await signedIn();
    const sent = { headers: { ...headers, cookie } };
    const id = "1b4e28ba-2fa1-4d21-883f-0016d3cca427";
    for (const [method, path] of [
      ["DELETE", `/v1/jobs/${id}`],
      ["POST", `/v1/jobs/${id}/cancel`],
      ["PATCH", `/files/${id}`],
      ["DELETE", `/v1/keys/${id}`],
      ["DELETE", "/v1/session"],
    ] as const)
      expect(await call(path, { method, ...sent }), `${method} ${path}`).toMatchObject({
        status: 403,
        body: { code: "cross_origin_refused" },
      });
  });

  test("is given nothing to read it by", async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, origin: "https://app.example.org" };
    const answer = await call("/v1/jobs", { headers });
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });
});

describe("a page of ours in a browser that names its origin alone", () => {
  test("may change what the key may", async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, origin: gateway.url };
    expect((await call("/v1/jobs", { method: "POST", body: recording(), headers })).status).toBe(201);
  });
});

describe("GET /v1/session", () => {
  test("tells who is signed in, by cookie or by key, and has the cookie last", async () => {
    const { cookie, text } = await signedIn(["jobs:read"]);
    const session = { signedIn: true, access: "keys", scopes: ["jobs:read"] };
    const byCookie = await call("/v1/session", { headers: { cookie } });
    expect([byCookie.status, byCookie.body]).toEqual([200, session]);
    expect(byCookie.headers.get("set-cookie")).toContain(cookie);
    const byKey = await call("/v1/session", { headers: { authorization: `Bearer ${text}` } });
    expect([byKey.body, byKey.headers.get("set-cookie")]).toEqual([session, null]);
    expect((await call("/v1/session")).body).toEqual({ signedIn: false, access: "keys" });
  });

  test("says on one's own machine that there is nothing to sign in to", async () => {
    expect(await call("/v1/session", { at: local })).toMatchObject({
      status: 200,
      body: { signedIn: true, access: "local", scopes: SCOPES },
    });
    expect(await call("/v1/session", { method: "POST", json: { key: "dk_any" }, at: local })).toMatchObject({
      status: 409,
      body: { code: "sign_in_not_needed" },
    });
    expect((await call("/v1/session", { method: "DELETE", at: local })).status).toBe(204);
  });
});
