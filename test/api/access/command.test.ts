import { execFile } from "node:child_process";

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";

let stores: TestStores;
let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  gateway = await startGateway({ stores, access: { open: false } });
  folder = await mkdtemp(join(tmpdir(), "diarist-keys-"));
});
afterAll(async () => {
  await gateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
  await rm(folder, { recursive: true });
});

const outcomeSchema = z.object({ code: z.number() });

/** Runs a program of ours as a user would, with nothing of this process' environment that could matter. */
async function run(program: string, args: string[], env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(`../../../src/${program}`, import.meta.url));
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", path, ...args],
      { env: { PATH: process.env["PATH"], ...env } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : (outcomeSchema.safeParse(error).data?.code ?? 1);
        resolve({ code, stdout, stderr });
      },
    );
  });
}

const keys = (...args: string[]) => {
  const { endpoint, table, credentials } = stores.jobStore.options;
  return run("cli/main.ts", ["keys", ...args], {
    DIARIST_DYNAMODB_ENDPOINT: endpoint,
    DIARIST_DYNAMODB_TABLE: table,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    DIARIST_AUDIT_LOG: join(folder, "audit.log"),
  });
};

const listSchema = z.object({ keys: z.array(z.unknown()) });
const listed = async (tenantId: string): Promise<unknown[]> =>
  listSchema.parse(JSON.parse((await keys("list", "--json", "--tenant", tenantId)).stdout)).keys;

describe("diarist keys", () => {
  test("makes a key that opens the gateway, lists it without its secret, and revokes it", async () => {
    const made = await keys("create", "--tenant", "team", "--scopes", "jobs:read", "--name", "phone");
    const key = made.stdout.trim();
    const [, id = "", secret = ""] = key.split("_");
    const status = async () =>
      (await fetch(`${gateway.url}/v1/jobs`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await status()).toBe(200);

    const [entry] = await listed("team");
    expect(entry).toMatchObject({ id, name: "phone", scopes: ["jobs:read"] });
    expect(JSON.stringify(entry)).not.toContain(secret);

    expect(await keys("revoke", "--tenant", "another", id)).toMatchObject({ code: 1 });
    expect(await keys("revoke", "--tenant", "team", id)).toMatchObject({ code: 0 });
    const [revoked] = await listed("team");
    expect(revoked).toHaveProperty("revokedAt");

    const audit = (await readFile(join(folder, "audit.log"), "utf8")).trim().split("\n");
    expect(audit.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ name: "audit", action: "key.created", actor: "operator", keyId: id }),
      expect.objectContaining({ name: "audit", action: "key.revoked", tenantId: "team", keyId: id }),
    ]);
    expect(audit.join()).not.toContain(secret);
  });

  test("sets a tenant's limits, lifts one, and shows them", async () => {
    const set = await keys("limits", "--tenant", "team", "--concurrent-jobs", "3", "--stored-bytes", "none");
    expect(JSON.parse(set.stdout)).toEqual({ concurrentJobs: 3, storedBytes: null });
    const shown = await keys("limits", "--tenant", "team");
    expect(JSON.parse(shown.stdout)).toEqual({ concurrentJobs: 3, storedBytes: null });
  });

  test.each([
    [[], "Make a key"],
    [["create", "--tenant", "team"], "--scopes"],
    [["create", "--tenant", "a#b", "--scopes", "jobs:read"], "--tenant"],
    [["create", "--tenant", "team", "--scopes", "jobs:all"], "--scopes"],
    [["create", "--tenant", "team", "--scopes", "jobs:read", "--expires", "soon"], "--expires"],
    [["limits", "--tenant", "team", "--concurrent-jobs", "-1"], "--concurrent-jobs"],
    [["list", "--tenant", "team", "--tenent", "x"], "Did you mean --tenant?"],
  ])("says how it is meant when told %j", async (args, said) => {
    const { code, stderr, stdout } = await keys(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });
});

test("the gateway does not start for everyone, and says in a sentence what to do", async () => {
  const { code, stdout, stderr } = await run("api/main.ts", [], {
    DIARIST_HOST: "0.0.0.0",
    DIARIST_HOME: folder,
  });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/DIARIST_AUTH=keys/);
  expect(stderr).not.toContain("    at ");
});
