import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/api/operations.js";
import { SCOPES } from "../../../src/domain/access.js";
import { FakeJobController } from "../../support/job-controller.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { everything, OWNER, settleOwner } from "./owner.js";
import { wav } from "./silence.js";
import { MARK, VISITS, type Belongings } from "./visits.js";
import { ask, PRIVATE } from "./walk.js";

/* Every operation of the registry, asked for by those who may not have what they ask for. */

let stores: TestStores;
let gateway: TestGateway;
let owner: Belongings & { key: string };
let outsider: string;
const controller = new FakeJobController();

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  gateway = await startGateway({ stores, controller, access: { open: false } });
  const { jobs, access } = gateway.context;
  // Whoever waits for a job's end gets an answer.
  gateway.context.starter = {
    start: async ({ tenantId, jobId }) => {
      const failure = { code: "audio_unreadable", message: "It cannot be decoded." };
      await jobs.update(tenantId, jobId, { state: "failed", failure });
    },
  };
  owner = await settleOwner(gateway);
  const made = await access.keys.create({ tenantId: "outsider", name: "theirs", scopes: [...SCOPES] });
  outsider = made.text;
});
afterAll(async () => {
  await gateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

/** What came, went or was changed since, in as few words as a failed test should have. */
async function changesSince(before: Set<string>): Promise<string[]> {
  const now = await everything(gateway, stores);
  return [...[...now].filter((line) => !before.has(line)), ...[...before].filter((line) => !now.has(line))];
}
const named = PRIVATE.map((operation) => [operation.id, operation] as const);

test("every operation that is not public has an entry that says how it is walked, and no other has", () => {
  expect(Object.keys(VISITS).toSorted()).toEqual(PRIVATE.map(({ id }) => id).toSorted());
});

test("the public ones are those that are meant to be", () => {
  const isPublic = OPERATIONS.filter(({ scope }) => scope === "public").map(({ id }) => id);
  expect(isPublic.toSorted()).toEqual([
    "beginSession",
    "describeUpload",
    "describeUploads",
    "endSession",
    "getSession",
    "healthz",
    "readyz",
  ]);
});

describe("someone of another tenant, with every scope,", () => {
  test.each(named)("gets nothing of the owner's by %s, and changes nothing", async (id, operation) => {
    const before = await everything(gateway, stores);
    const answer = await ask(gateway.url, operation, owner, outsider);
    expect((await changesSince(before)).filter((line) => line.includes(OWNER))).toEqual([]);
    expect(controller.asked.filter((line) => line.includes(owner.jobId))).toEqual([]);
    expect(answer.text).not.toContain(MARK);
    expect(answer.status).not.toBeOneOf([401, 403, 405, 429]);
    expect(answer.status).toBeLessThan(500);

    if (VISITS[id]?.outsider !== "not_found") {
      const { key: _, ...ids } = owner;
      for (const ownersId of Object.values(ids))
        expect(answer.text + JSON.stringify([...answer.headers])).not.toContain(ownersId);
      return;
    }
    const nobodys = {
      jobId: randomUUID(),
      keyId: "0000000000000",
      uploadId: randomUUID(),
      directUploadId: randomUUID(),
      templateId: `tpl_${"a".repeat(32)}`,
      webhookId: `wh_${"a".repeat(32)}`,
    };
    const unknown = await ask(gateway.url, operation, nobodys, outsider);
    expect(answer.status).toBe(404);
    expect(withoutIds(answer.text, owner)).toBe(withoutIds(unknown.text, nobodys));
  });
});

test("another's note template makes no note of one's own", async () => {
  const form = new FormData();
  form.set("noteTemplate", owner.templateId);
  form.set("file", new Blob([wav()]), "mine.wav");
  const response = await fetch(`${gateway.url}/v1/jobs?duplicate=allow`, {
    method: "POST",
    headers: { authorization: `Bearer ${outsider}` },
    body: form,
  });
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({ code: "note_template_not_found" }),
  ]);
});

test("another's finished upload makes no job of one's own", async () => {
  const before = await everything(gateway, stores);
  const response = await fetch(`${gateway.url}/v1/jobs`, {
    method: "POST",
    headers: { authorization: `Bearer ${outsider}`, "content-type": "application/json" },
    body: JSON.stringify({ upload: owner.uploadId }),
  });
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({ code: "upload_not_found" }),
  ]);
  expect(await changesSince(before)).toEqual([]);
});

describe("the owner", () => {
  test.each(named.filter(([id]) => VISITS[id]?.outsider === "not_found"))(
    "is not told by %s that it does not exist",
    async (_, operation) => {
      // What others are refused has to be there, or the walk above proves nothing. Erased things come back for the next.
      const mine = await settleOwner(gateway);
      const { status } = await ask(gateway.url, operation, mine, mine.key);
      expect(status).not.toBe(404);
    },
  );
});

test("the owner finds by a search what others do not", async () => {
  const { text } = await ask(
    gateway.url,
    PRIVATE.find(({ id }) => id === "search")!,
    owner,
    owner.key,
  );
  expect(text).toContain(MARK);
});

describe("nobody in particular", () => {
  test.each(named)("is asked by %s who they are", async (_, operation) => {
    const before = await everything(gateway, stores);
    const answer = await ask(gateway.url, operation, owner, undefined);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="diarist"');
    expect(await changesSince(before)).toEqual([]);
  });
});

describe("someone whose key lacks the scope", () => {
  test.each(named)("is told by %s which one it is", async (_, operation) => {
    const scopes = SCOPES.filter((scope) => scope !== operation.scope);
    const { text } = await gateway.context.access.keys.create({ tenantId: OWNER, name: "less", scopes });
    const answer = await ask(gateway.url, operation, owner, text);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("www-authenticate")).toContain(`scope="${operation.scope}"`);
  });
});

/** Two answers that differ by what was asked for alone are the same. */
function withoutIds(text: string, belongings: Belongings): string {
  let rest = text;
  for (const id of Object.values<string>({ ...belongings })) rest = rest.replaceAll(id, "…");
  return rest.replaceAll(/"request_?[iI]d":"[^"]*"/g, "");
}
