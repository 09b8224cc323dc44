import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Follower } from "../../../src/api/library/follower.js";
import { DiaristError } from "../../../src/domain/errors.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { createLogger } from "../../../src/logger.js";
import { SqliteIndex } from "../../../src/search/sqlite-index.js";
import { spoken, transcriptOf } from "../../domain/formats/transcripts.js";
import { question } from "../../search/search-index-contract.js";
import { makeJob } from "../../support/job.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../../support/stores.js";

/* What keeps the index as the stores are, over real stores; each test has a tenant of its own. */

const PATIENCE_MS = 20_000;
let objectStore: TestObjectStore;
let jobStore: TestJobStore;
let folder: string;
let index: SqliteIndex;
let follower: Follower;
beforeAll(async () => {
  [objectStore, jobStore] = await Promise.all([startObjectStore(), startJobStore()]);
  folder = mkdtempSync(join(tmpdir(), "diarist-follower-"));
  index = new SqliteIndex(folder);
  const { objects } = objectStore;
  follower = new Follower({ objects, jobs: jobStore.jobs, index, logger: createLogger("test", "silent") });
});
afterAll(async () => {
  await index.close();
  await objectStore.stop();
  await jobStore.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function stored(tenantId: string, text: string, updatedAt = new Date().toISOString()): Promise<string> {
  const job = makeJob({ tenantId, state: "completed", fileName: "a.wav", updatedAt });
  const transcript = transcriptOf([spoken(text, 0, 2)]);
  await objectStore.objects.put(jobKeys(tenantId, job.jobId).transcript, JSON.stringify(transcript));
  await jobStore.jobs.create(job);
  return job.jobId;
}
const found = async (tenantId: string, text: string) =>
  (await index.search(tenantId, question(text))).hits.map(({ jobId }) => jobId);
const follow = (tenantId: string) => follower.follow(tenantId, PATIENCE_MS);
const wasComparedLongAgo = async (tenantId: string) =>
  index.setMark(tenantId, { ...(await index.mark(tenantId)), comparedAt: 0 });

describe("an index that follows the stores", () => {
  test("reads each result once, and again only after its job has changed", async () => {
    const tenantId = "thrifty";
    const [first, second] = [await stored(tenantId, "one walrus"), await stored(tenantId, "two walruses")];
    const reads = vi.spyOn(objectStore.objects, "get");
    const transcriptsRead = () =>
      reads.mock.calls.map(([key]) => key).filter((key) => key.endsWith("/transcript.json"));
    await follow(tenantId);
    expect(transcriptsRead().toSorted()).toEqual(
      [first, second].map((jobId) => jobKeys(tenantId, jobId).transcript).toSorted(),
    );
    await follow(tenantId);
    await jobStore.jobs.update(tenantId, first, { title: "Tusks" });
    await follow(tenantId);
    expect(transcriptsRead().slice(2)).toEqual([jobKeys(tenantId, first).transcript]);
    await wasComparedLongAgo(tenantId);
    await follow(tenantId);
    expect(transcriptsRead()).toHaveLength(3);
    expect(await found(tenantId, "tusks")).toEqual([first]);
    reads.mockRestore();
  });

  test("finds out by comparing what was erased elsewhere, and what was changed by a clock that is slow", async () => {
    const tenantId = "comparing";
    const [kept, erased] = [await stored(tenantId, "a walrus"), await stored(tenantId, "a walrus")];
    await follow(tenantId);
    await jobStore.jobs.delete(tenantId, erased);
    const late = await stored(tenantId, "a walrus", new Date(Date.now() - 3_600_000).toISOString());
    await follow(tenantId);
    expect(await found(tenantId, "walrus")).toHaveLength(2);
    await wasComparedLongAgo(tenantId);
    await follower.compareAll();
    expect((await found(tenantId, "walrus")).toSorted()).toEqual([kept, late].toSorted());
  });

  test("goes when nothing is left of its tenant", async () => {
    const tenantId = "leaving";
    const jobId = await stored(tenantId, "a walrus");
    await follow(tenantId);
    await jobStore.jobs.delete(tenantId, jobId);
    await follower.compareAll();
    expect(await index.tenants()).toContain(tenantId);
    await wasComparedLongAgo(tenantId);
    await follower.compareAll();
    expect(await index.tenants()).not.toContain(tenantId);
  });

  test("goes on after an outage, and has missed nothing", async () => {
    const tenantId = "outage";
    const jobs = [await stored(tenantId, "a walrus"), await stored(tenantId, "a walrus")];
    const away = new DiaristError("storage_unavailable", "The bucket cannot be reached.");
    vi.spyOn(objectStore.objects, "get").mockRejectedValueOnce(away);
    await expect(follow(tenantId)).rejects.toBe(away);
    expect(await index.mark(tenantId)).toEqual({});
    expect(await follow(tenantId)).toBe(true);
    expect((await found(tenantId, "walrus")).toSorted()).toEqual(jobs.toSorted());
  });

  test("lacks a job that cannot be read, and no other", async () => {
    const tenantId = "broken";
    const jobs = [await stored(tenantId, "a walrus"), await stored(tenantId, "a walrus")];
    const broken = new DiaristError("internal_error", "A stored job is not valid.");
    vi.spyOn(jobStore.jobs, "get").mockRejectedValueOnce(broken);
    expect(await follow(tenantId)).toBe(true);
    expect(await found(tenantId, "walrus")).toHaveLength(1);
    expect(await follow(tenantId)).toBe(true);
    expect((await found(tenantId, "walrus")).toSorted()).toEqual(jobs.toSorted());
  });

  test("keeps nothing of a job that is erased while it is read", async () => {
    const tenantId = "racing";
    const jobId = await stored(tenantId, "a walrus");
    const put = index.put.bind(index);
    vi.spyOn(index, "put").mockImplementationOnce(async (...args) => {
      await jobStore.jobs.delete(tenantId, jobId);
      await put(...args);
    });
    await follow(tenantId);
    expect(await found(tenantId, "walrus")).toEqual([]);
  });
});
