import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiKeys } from "../../../src/api/access/api-keys.js";
import { parseKey } from "../../../src/api/access/key-text.js";
import type { NewKey } from "../../../src/api/access/api-keys.js";
import { DynamoApiKeyStore } from "../../../src/storage/dynamo-api-key-store.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { everything } from "./owner.js";
import { wav } from "./silence.js";

let stores: TestStores;
let gateway: TestGateway;
const logged: string[] = [];

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  const lines = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      done();
    },
  });
  gateway = await startGateway({ stores, access: { open: false }, logger: pino({ level: "trace" }, lines) });
});
afterAll(async () => {
  await gateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

const madeSchema = z.object({ id: z.string(), key: z.string() });
const codeSchema = z.object({ code: z.string(), detail: z.string() });

async function keyFor(tenantId: string, wanted: Partial<NewKey> = {}): Promise<string> {
  const key: NewKey = {
    tenantId,
    name: "a key",
    scopes: ["jobs:read", "jobs:write", "keys:write"],
    ...wanted,
  };
  return (await gateway.context.access.keys.create(key)).text;
}

async function call(path: string, authorization?: string, init: RequestInit = {}) {
  const headers = {
    ...Object.fromEntries(new Headers(init.headers)),
    ...(authorization && { authorization }),
  };
  const response = await fetch(`${gateway.url}${path}`, { ...init, headers });
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

const codeOf = (body: unknown): string => codeSchema.parse(body).code;
const bearer = (key: string): string => `Bearer ${key}`;
const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("a key", () => {
  test("is a prefix, a public id and 32 random bytes", async () => {
    const text = await keyFor("shape");
    expect(text).toMatch(/^dk_[0-9A-Za-z]{13}_[0-9A-Za-z]{43}$/);
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => keyFor("shape")))).size).toBe(50);
  });

  test("opens what its scopes allow, in the form that OpenAI's clients send it", async () => {
    const answer = await call("/v1/jobs", bearer(await keyFor("someone")));
    expect([answer.status, answer.body]).toEqual([200, { jobs: [] }]);
  });

  test("is needed by the three endpoints of earlier clients, and enough for them", async () => {
    const form = new FormData();
    form.set("file", new Blob([wav()]), "Monday.wav");
    const upload = { method: "POST", body: form };
    expect((await call("/upload-audio/", undefined, upload)).status).toBe(401);
    const key = await keyFor("earlier");
    const { status, body } = await call("/upload-audio/", bearer(key), upload);
    expect(status).toBe(200);
    const { job_id } = z.object({ job_id: z.string() }).parse(body);
    expect((await call(`/status/${job_id}`, bearer(key))).body).toMatchObject({ status: "queued" });
    expect((await call(`/result/${job_id}`, bearer(await keyFor("another")))).status).toBe(404);
    expect(gateway.audited).toContainEqual(
      expect.objectContaining({ action: "job.created", jobId: job_id, tenantId: "earlier" }),
    );
  });

  test.each(["access_token", "api_key", "key", "token"])(
    "is not looked for in the query as %s",
    async (name) => {
      const { status, body } = await call(`/v1/keys?${name}=${await keyFor("someone")}`);
      expect([status, codeOf(body)]).toEqual([401, "authentication_required"]);
    },
  );

  test.each([
    ["nothing of ours", "sk-proj-1234", "invalid_credentials"],
    ["an id that never was", `dk_${"0".repeat(13)}_${"0".repeat(43)}`, "invalid_credentials"],
    ["too short", "dk_a_b", "invalid_credentials"],
  ])("that is %s is refused", async (_, key, code) => {
    const { status, headers, body } = await call("/v1/jobs", bearer(key));
    expect([status, codeOf(body)]).toEqual([401, code]);
    expect(headers.get("www-authenticate")).toBe('Bearer realm="diarist", error="invalid_token"');
  });

  test("with another secret behind its id is refused, and the audit log says which id was tried", async () => {
    const [real, other] = [await keyFor("someone"), await keyFor("someone")];
    const keyId = parseKey(real)?.keyId ?? "";
    const forged = `dk_${keyId}_${parseKey(other)?.secret ?? ""}`;
    expect(codeOf((await call("/v1/jobs", bearer(forged))).body)).toBe("invalid_credentials");
    expect(gateway.audited.at(-1)).toMatchObject({
      action: "login.failed",
      keyId,
      reason: "invalid_credentials",
    });
  });

  test.each(["Basic", "Token", "", "Bearer"])("is not taken with the scheme '%s'", async (scheme) => {
    const key = scheme === "Bearer" ? "" : await keyFor("someone");
    const { status, body } = await call("/v1/jobs", `${scheme} ${key}`.trim() || undefined);
    expect([status, codeOf(body)]).toEqual([401, "authentication_required"]);
  });

  test("that has expired says so", async () => {
    const text = await keyFor("someone", { validUntil: new Date(Date.now() - 1000).toISOString() });
    expect(codeOf((await call("/v1/jobs", bearer(text))).body)).toBe("credentials_expired");
    const lasting = await keyFor("someone", { validUntil: new Date(Date.now() + 60_000).toISOString() });
    expect((await call("/v1/jobs", bearer(lasting))).status).toBe(200);
  });
});

describe("/v1/keys", () => {
  test("makes a key that is shown once, lists it without its secret, and revokes it at once", async () => {
    const admin = bearer(await keyFor("team", { name: "admin" }));
    const wanted = { name: "phone", scopes: ["jobs:read"], expiresAt: "2099-01-31T10:00:00+02:00" };
    const made = await call("/v1/keys", admin, post(wanted));
    expect(made.status).toBe(201);
    const { id, key } = madeSchema.parse(made.body);
    expect(made.body).toMatchObject({ ...wanted, expiresAt: "2099-01-31T08:00:00.000Z" });
    expect((await call("/v1/jobs", bearer(key))).status).toBe(200);

    const listed = JSON.stringify((await call("/v1/keys", admin)).body);
    expect(listed).toContain(id);
    expect(listed).not.toContain(parseKey(key)?.secret);
    expect(listed).not.toMatch(/hash/i);

    expect((await call(`/v1/keys/${id}`, admin, { method: "DELETE" })).status).toBe(204);
    expect(codeOf((await call("/v1/jobs", bearer(key))).body)).toBe("invalid_credentials");
    expect((await call(`/v1/keys/${id}`, admin, { method: "DELETE" })).status).toBe(204);
    expect(gateway.audited.slice(-4).map(({ action }) => action)).toEqual([
      ...["key.created", "key.revoked", "login.failed", "key.revoked"],
    ]);
  });

  test("gives the same key for the same idempotency key, to who made it alone, and keeps it where nobody can read it", async () => {
    const [maker, other] = [await keyFor("sealed"), await keyFor("sealed")];
    const wanted = { name: "ci", scopes: ["jobs:read"] };
    const init = post(wanted);
    const headers = { ...Object.fromEntries(new Headers(init.headers)), "idempotency-key": "made-once" };
    const ask = (key: string, body: unknown = wanted) =>
      call("/v1/keys", bearer(key), { ...post(body), headers });
    const [first, again] = [await ask(maker), await ask(maker)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    for (const refused of [await ask(other), await ask(maker, { ...wanted, name: "cd" })])
      expect([refused.status, codeOf(refused.body)]).toEqual([422, "idempotency_key_reused"]);
    const { secret } = parseKey(madeSchema.parse(first.body).key) ?? {};
    expect(secret).toBeDefined();
    expect([...(await everything(gateway, stores))].join()).not.toContain(secret);
  });

  test("makes no key that has expired already", async () => {
    const wanted = { name: "late", scopes: ["jobs:read"], expiresAt: "2020-01-01T00:00:00Z" };
    const { status, body } = await call("/v1/keys", bearer(await keyFor("late")), post(wanted));
    expect([status, body]).toMatchObject([
      400,
      { code: "invalid_request", errors: [{ field: "expiresAt" }] },
    ]);
  });

  test("gives nobody more than they have", async () => {
    const admin = bearer(await keyFor("team", { scopes: ["keys:write", "jobs:read"] }));
    const { status, body } = await call("/v1/keys", admin, post({ name: "x", scopes: ["jobs:write"] }));
    expect([status, codeOf(body)]).toEqual([403, "insufficient_scope"]);
  });

  test.each([
    [{ name: "", scopes: ["jobs:read"] }],
    [{ name: "x", scopes: [] }],
    [{ name: "x", scopes: ["root"] }],
    [{ name: "x", scopes: ["jobs:read"], tenantId: "other" }],
    [{ name: "x", scopes: ["jobs:read"], expiresAt: "tomorrow" }],
  ])("refuses %j", async (wanted) => {
    const { status, body } = await call("/v1/keys", bearer(await keyFor("team")), post(wanted));
    expect([status, codeOf(body)]).toEqual([400, "invalid_request"]);
  });

  test("comes in pages, newest first, and another tenant's cursor opens only one's own list", async () => {
    const admin = bearer(await keyFor("pages", { name: "0" }));
    for (const name of ["1", "2", "3"]) await keyFor("pages", { name });
    const pageSchema = z.object({
      keys: z.array(z.object({ name: z.string() })),
      nextCursor: z.string().optional(),
    });
    const names: string[] = [];
    let query = "?limit=3";
    for (let pages = 0; pages < 2; pages += 1) {
      const page = pageSchema.parse((await call(`/v1/keys${query}`, admin)).body);
      names.push(...page.keys.map(({ name }) => name));
      query = `?limit=3&cursor=${page.nextCursor ?? ""}`;
    }
    expect(names).toEqual(["3", "2", "1", "0"]);
  });
});

describe("the time of a key's last use", () => {
  test("is written once a minute at most, and never by a request that was refused", async () => {
    const store = new DynamoApiKeyStore(stores.jobStore.options);
    let now = Date.parse("2026-11-22T10:00:00Z");
    const keys = new ApiKeys({ store, now: () => now });
    const { key, text } = await keys.create({ tenantId: "used", name: "x", scopes: ["jobs:read"] });
    const lastUse = async () => (await store.find(key.keyId))?.lastUsedAt;
    await expect(keys.recognise(`${text.slice(0, -1)}!`)).rejects.toMatchObject({
      code: "invalid_credentials",
    });
    expect(await lastUse()).toBeUndefined();
    await keys.recognise(text);
    await expect.poll(lastUse).toBe("2026-11-22T10:00:00.000Z");
    now += 30_000;
    await keys.recognise(text);
    // Another gateway, which does not know of the first one's writing.
    await new ApiKeys({ store, now: () => now }).recognise(text);
    now += 31_000;
    await keys.recognise(text);
    await expect.poll(lastUse).toBe("2026-11-22T10:01:01.000Z");
  });

  test("does not bring a key back that is gone", async () => {
    const store = new DynamoApiKeyStore(stores.jobStore.options);
    await store.markUsed("nobodys", "2026-11-22T10:00:00.000Z", "2026-11-22T09:59:00.000Z");
    expect(await store.find("nobodys")).toBeUndefined();
  });
});

describe("another gateway", () => {
  test("reads a key once in ten seconds, and takes a revoked one no longer than that", async () => {
    const store = new DynamoApiKeyStore(stores.jobStore.options);
    let now = Date.parse("2026-11-22T10:00:00Z");
    let reads = 0;
    const counting = new Proxy(store, {
      get: (target, name: keyof DynamoApiKeyStore) => {
        if (name === "find") reads += 1;
        return target[name].bind(target);
      },
    });
    const keys = new ApiKeys({ store: counting, now: () => now });
    const { key, text } = await keys.create({ tenantId: "cached", name: "x", scopes: ["jobs:read"] });
    await Promise.all(Array.from({ length: 20 }, () => keys.recognise(text)));
    expect(reads).toBe(1);
    await new ApiKeys({ store }).revoke("cached", key.keyId);
    now += 10_000;
    await expect(keys.recognise(text)).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(reads).toBe(2);
  });
});

test("no secret stands in the store, in the log, in the audit log, or in what a workflow is started with", async () => {
  const texts = [await keyFor("secrets"), await keyFor("secrets", { scopes: ["jobs:write"] })];
  for (const text of texts) {
    const form = new FormData();
    form.set("file", new Blob([wav()]), "Monday.wav");
    await call("/v1/jobs", bearer(text), { method: "POST", body: form });
    await call("/v1/jobs/no-id", bearer(text));
    await call("/nowhere", bearer(text));
    await call("/v1/jobs", bearer(`${text}x`));
  }
  expect(gateway.starter.started.filter(({ tenantId }) => tenantId === "secrets")).not.toEqual([]);
  const places = [
    ...(await everything(gateway, stores)),
    ...logged,
    JSON.stringify(gateway.audited),
    JSON.stringify(gateway.starter.started),
  ].join("\n");
  expect(places).toContain(parseKey(texts[0] ?? "")?.keyId);
  for (const text of texts) expect(places).not.toContain(parseKey(text)?.secret);
});
