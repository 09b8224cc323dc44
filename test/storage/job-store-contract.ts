import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../src/domain/job.js";
import type { JobFilter, JobStore } from "../../src/storage/ports.js";
import { makeJob } from "../support/job.js";
import { testRequeueing } from "./requeueing-contract.js";

/** What every job store must do; run against each adapter. `setUp` is called once, before the first test. */
export function testJobStore(name: string, setUp: () => Promise<JobStore>): void {
  describe(name, () => {
    let store: JobStore;
    beforeAll(async () => {
      store = await setUp();
    });

    test("gives back the job that was created, to its tenant alone", async () => {
      const job = makeJob({ fileName: "Käse 🧀.m4a", options: { language: "de", prompt: "Ännchen" } });
      await store.create(job);
      expect(await store.get("local", job.jobId)).toEqual(job);
      expect(await store.get("other", job.jobId)).toBeUndefined();
      expect(await store.get("local", randomUUID())).toBeUndefined();
    });

    test("creates a job once, however many try", async () => {
      const job = makeJob();
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => store.create(job)));
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await expect(store.create({ ...job, fileName: "other" })).rejects.toMatchObject({ code: "job_exists" });
      expect(await store.get("local", job.jobId)).toEqual(job);
    });

    test("takes away what is given as null, be it with a change of state", async () => {
      const noteSummary = { title: "A late start", date: "2026-11-22", tags: ["dentist"] };
      const job = makeJob({ noteSummary });
      await store.create(job);
      expect(await store.update("local", job.jobId, { title: "x" })).toMatchObject({ noteSummary });
      const without = await store.update("local", job.jobId, { noteSummary: null, state: "transcribing" });
      expect(without).not.toHaveProperty("noteSummary");
      await store.update("local", job.jobId, { noteSummary });
      expect(await store.update("local", job.jobId, { noteSummary: null })).not.toHaveProperty("noteSummary");
    });

    describe("a record of edits", () => {
      test("takes the place of the one that was read, once, whoever tries", async () => {
        const job = makeJob({ state: "completed" });
        await store.create(job);
        const ids = Array.from({ length: 8 }, () => randomUUID());
        const tries = await Promise.all(
          ids.map((to) => store.replaceEdits("local", job.jobId, { from: undefined, to })),
        );
        expect(tries.filter((done) => done)).toHaveLength(1);
        const first = ids[tries.indexOf(true)];
        expect(await store.get("local", job.jobId)).toMatchObject({ editsId: first });
        expect(await store.replaceEdits("local", job.jobId, { from: "another", to: "next" })).toBe(false);
        expect(await store.replaceEdits("local", job.jobId, { from: first, to: "next" })).toBe(true);
        expect(await store.get("local", job.jobId)).toMatchObject({ state: "completed", editsId: "next" });
      });

      test.each(["transcribing", "cancelled"] as const)("is of no job that is %s", async (state) => {
        const job = makeJob({ state });
        await store.create(job);
        expect(await store.replaceEdits("local", job.jobId, { from: undefined, to: "any" })).toBe(false);
        expect(await store.get("local", job.jobId)).toEqual(job);
      });

      test("makes no job", async () => {
        const nobodys = randomUUID();
        const replacing = store.replaceEdits("local", nobodys, { from: undefined, to: "any" });
        await expect(replacing).rejects.toMatchObject({ code: "job_not_found" });
        expect(await store.get("local", nobodys)).toBeUndefined();
      });
    });

    test("changes the given fields and the time of change, and nothing else", async () => {
      const job = makeJob({ updatedAt: "2026-01-01T00:00:00.000Z" });
      await store.create(job);
      const change = { state: "transcribing", durationSeconds: 61.25, language: "de" } as const;
      const changed = await store.update("local", job.jobId, change);
      expect(changed).toEqual({ ...job, ...change, updatedAt: expect.any(String) });
      expect(changed.updatedAt > job.updatedAt).toBe(true);
      expect(await store.get("local", job.jobId)).toEqual(changed);
    });

    test("keeps a final state, and every field that would have come with another", async () => {
      for (const state of ["completed", "failed", "cancelled"] as const) {
        const job = makeJob();
        await store.create(job);
        const ended = await store.update("local", job.jobId, { state });
        const late = await store.update("local", job.jobId, {
          state: "transcribing",
          failure: { code: "internal_error", message: "too late" },
        });
        expect(late).toEqual(ended);
        expect(await store.get("local", job.jobId)).toEqual(ended);
      }
    });

    test("lets one of several racing endings win", async () => {
      const job = makeJob();
      await store.create(job);
      const states = ["completed", "failed", "cancelled"] as const;
      const answers = await Promise.all(
        states.map((state) => store.update("local", job.jobId, { state, title: state })),
      );
      const stored = await store.get("local", job.jobId);
      expect(stored?.title).toBe(stored?.state);
      expect(answers.map(({ state }) => state)).toEqual(Array(3).fill(stored?.state));
    });

    test("still takes a title and a note for a job that has ended", async () => {
      const job = makeJob();
      await store.create(job);
      await store.update("local", job.jobId, { state: "completed" });
      const change = { title: "A walk", note: { status: "completed" } } as const;
      expect(await store.update("local", job.jobId, change)).toMatchObject({ state: "completed", ...change });
    });

    test("says job_not_found for a change to a job that is not there, and makes none", async () => {
      const jobId = randomUUID();
      const notFound = { code: "job_not_found" };
      await expect(store.update("local", jobId, { title: "x" })).rejects.toMatchObject(notFound);
      await expect(store.update("local", jobId, { state: "failed" })).rejects.toMatchObject(notFound);
      expect(await store.get("local", jobId)).toBeUndefined();
      const job = makeJob();
      await store.create(job);
      await expect(store.update("other", job.jobId, { title: "x" })).rejects.toMatchObject(notFound);
    });
    testRequeueing(() => store);

    test("lists a tenant's jobs newest first, page by page", async () => {
      const tenantId = `tenant-${randomUUID()}`;
      const jobs = await createAged(store, tenantId, 7);
      const seen: Job[] = [];
      const sizes: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list(tenantId, { limit: 3, ...(cursor !== undefined && { cursor }) });
        seen.push(...page.jobs);
        sizes.push(page.jobs.length);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(jobs.toReversed());
      expect(sizes).toEqual([3, 3, 1]);
      expect((await store.list(`tenant-${randomUUID()}`)).jobs).toEqual([]);
    });

    test("gives full pages of the jobs in one state, wherever they lie", async () => {
      const tenantId = `tenant-${randomUUID()}`;
      const jobs = await createAged(store, tenantId, 9);
      const chosen = [jobs[8], jobs[3], jobs[0]].map((job) => job?.jobId ?? "");
      for (const jobId of chosen) await store.update(tenantId, jobId, { state: "failed" });
      const first = await store.list(tenantId, { state: "failed", limit: 2 });
      expect(first.jobs.map(({ jobId }) => jobId)).toEqual(chosen.slice(0, 2));
      const rest = await store.list(tenantId, { state: "failed", limit: 2, cursor: first.nextCursor ?? "" });
      expect(rest.jobs.map(({ jobId }) => jobId)).toEqual(chosen.slice(2));
    });

    test("lists by tag, by text in title or file name, and by date", async () => {
      const tenantId = `tenant-${randomUUID()}`;
      const at = (day: number) => `2026-01-0${day}T12:00:00.000Z`;
      const jobs = [
        makeJob({ tenantId, createdAt: at(1), fileName: "MÜNCHEN.m4a", tags: ["work", "trip"] }),
        makeJob({ tenantId, createdAt: at(2), title: "A day in München", tags: ["trip"] }),
        makeJob({ tenantId, createdAt: at(3), tags: ["tripod"] }),
      ];
      for (const job of jobs) await store.create(job);
      const found = async (filter: JobFilter) =>
        (await store.list(tenantId, filter)).jobs.map(({ jobId }) =>
          jobs.findIndex((job) => job.jobId === jobId),
        );
      expect(await found({ tag: "trip" })).toEqual([1, 0]);
      expect(await found({ text: "münchen" })).toEqual([1, 0]);
      expect(await found({ text: "münchen", tag: "work" })).toEqual([0]);
      expect(await found({ text: "nothing" })).toEqual([]);
      expect(await found({ createdFrom: at(2) })).toEqual([2, 1]);
      expect(await found({ createdUntil: at(2) })).toEqual([1, 0]);
      expect(await found({ createdFrom: at(2), createdUntil: "2026-01-02" })).toEqual([1]);
      expect(await found({ createdFrom: at(2), createdUntil: at(1) })).toEqual([]);
      const first = await store.list(tenantId, { text: "münchen", limit: 1 });
      const second = await store.list(tenantId, {
        text: "münchen",
        limit: 1,
        cursor: first.nextCursor ?? "",
      });
      expect(second.jobs).toEqual([jobs[0]]);
    });

    test("finds the newest job of a content, for its tenant alone, until it is deleted", async () => {
      const sha256 = randomUUID();
      const older = makeJob({ sha256 });
      const newer = makeJob({ sha256 });
      await store.create(older);
      expect(await store.findByContent("local", sha256)).toEqual(older);
      await store.create(newer);
      expect(await store.findByContent("local", sha256)).toEqual(newer);
      expect(await store.findByContent("other", sha256)).toBeUndefined();
      await store.delete("local", older.jobId);
      expect(await store.findByContent("local", sha256)).toEqual(newer);
      await store.delete("local", newer.jobId);
      expect(await store.findByContent("local", sha256)).toBeUndefined();
    });

    test("finds a job by its bytes from when they are known", async () => {
      const sha256 = randomUUID();
      const job = makeJob({ sha256: "", sourceUrl: "https://example.org/a?b" });
      await store.create(job);
      expect(await store.findByContent("local", "")).toBeUndefined();
      const change = { sha256, sizeBytes: 7, contentType: "audio/wav", sourceUrl: "https://example.org/a" };
      await store.update("local", job.jobId, change);
      expect(await store.findByContent("local", sha256)).toMatchObject({ jobId: job.jobId, ...change });
      await store.delete("local", job.jobId);
      expect(await store.findByContent("local", sha256)).toBeUndefined();
    });

    test("refuses a cursor that it did not make, and opens no other tenant's list with one that it did", async () => {
      const mine = `tenant-${randomUUID()}`;
      const theirs = `tenant-${randomUUID()}`;
      const [job] = await createAged(store, theirs, 1);
      await createAged(store, mine, 3);
      const { nextCursor = "" } = await store.list(mine, { limit: 1 });
      const page = await store.list(theirs, { cursor: nextCursor });
      expect(page.jobs.every(({ jobId }) => jobId === job?.jobId)).toBe(true);
      await expect(store.list(mine, { cursor: "nonsense" })).rejects.toMatchObject({
        code: "invalid_request",
      });
    });

    test("finds the jobs of all tenants that have been queued for long", async () => {
      const old = "2020-01-01T00:00:00.000Z";
      const waiting = [
        makeJob({ createdAt: old }),
        makeJob({ createdAt: old, tenantId: `tenant-${randomUUID()}` }),
      ];
      const begun = makeJob({ createdAt: old });
      const young = makeJob({ createdAt: "2020-01-02T00:00:00.000Z" });
      for (const job of [...waiting, begun, young]) await store.create(job);
      await store.update("local", begun.jobId, { state: "preparing" });
      const found: string[] = [];
      for await (const job of store.listQueued(new Date("2020-01-01T12:00:00Z"))) found.push(job.jobId);
      expect(found.toSorted()).toEqual(waiting.map(({ jobId }) => jobId).toSorted());
    });

    test("lists what has changed, latest first, and how far back it is asked to", async () => {
      const tenantId = `tenant-${randomUUID()}`;
      const jobs = [3, 1, 2].map((day) => makeJob({ tenantId, updatedAt: `2026-01-0${day}T00:00:00.000Z` }));
      for (const job of jobs) await store.create(job);
      const [third, first, second] = jobs;
      const changes = async (since?: string) => {
        const found: string[] = [];
        for await (const { jobId, updatedAt } of store.listChanges(tenantId, since)) {
          expect(updatedAt).toBe((await store.get(tenantId, jobId))?.updatedAt);
          found.push(jobId);
        }
        return found;
      };
      expect(await changes()).toEqual([third, second, first].map((job) => job?.jobId));
      expect(await changes(second?.updatedAt)).toEqual([third, second].map((job) => job?.jobId));
      await store.update(tenantId, first?.jobId ?? "", { title: "Changed" });
      expect(await changes(third?.updatedAt)).toEqual([first, third].map((job) => job?.jobId));
      await store.delete(tenantId, first?.jobId ?? "");
      expect(await changes(third?.updatedAt)).toEqual([third?.jobId]);
    });

    test("tells which of many jobs there are, of the tenant's own", async () => {
      const tenantId = `tenant-${randomUUID()}`;
      const jobs = Array.from({ length: 130 }, () => makeJob({ tenantId }));
      for (const job of jobs) await store.create(job);
      const theirs = makeJob({ tenantId: `tenant-${randomUUID()}` });
      await store.create(theirs);
      const jobIds = jobs.map(({ jobId }) => jobId);
      expect(await store.existing(tenantId, [...jobIds, theirs.jobId, randomUUID()])).toEqual(
        new Set(jobIds),
      );
      expect(await store.existing(tenantId, [])).toEqual(new Set());
    });

    test("deletes a job, and one that is not there too", async () => {
      const job = makeJob();
      await store.create(job);
      await store.delete("other", job.jobId);
      expect(await store.get("local", job.jobId)).toEqual(job);
      await store.delete("local", job.jobId);
      await store.delete("local", job.jobId);
      expect(await store.get("local", job.jobId)).toBeUndefined();
    });

    test("passes its check", async () => {
      await store.check();
    });
  });
}

/** Jobs a minute apart, oldest first. */
async function createAged(store: JobStore, tenantId: string, count: number): Promise<Job[]> {
  const jobs = Array.from({ length: count }, (_, minute) =>
    makeJob({ tenantId, createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString() }),
  );
  for (const job of jobs) await store.create(job);
  return jobs;
}
