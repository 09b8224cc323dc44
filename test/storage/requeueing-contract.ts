import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { JobStore } from "../../src/storage/ports.js";
import { makeJob } from "../support/job.js";

/** A part of job-store-contract.ts: the one way out of a final state. */
export function testRequeueing(storeOf: () => JobStore): void {
  test("sets a failed job back to queued, once however many try, and counts how often", async () => {
    const store = storeOf();
    const before = new Date(Date.now() + 60_000);
    const failure = { code: "speech_unavailable", message: "Nobody answers" };
    const rest = { missingSeconds: 3, paused: true, editsId: "of-before", title: "Kept" };
    const job = makeJob({ tenantId: `tenant-${randomUUID()}`, ...rest });
    const { tenantId, jobId } = job;
    const queued = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const each of store.listQueued(before)) if (each.tenantId === tenantId) ids.push(each.jobId);
      return ids;
    };
    await store.create(job);
    expect(await store.requeue(tenantId, jobId)).toBeUndefined();
    await store.update(tenantId, jobId, { state: "failed", failure });
    expect(await queued()).toEqual([]);
    const tries = await Promise.all(Array.from({ length: 8 }, () => store.requeue(tenantId, jobId)));
    const [again, ...others] = tries.filter((each) => each !== undefined);
    expect(others).toEqual([]);
    const { missingSeconds: _, paused: __, editsId: ___, ...kept } = job;
    expect(again).toEqual({ ...kept, retries: 1, updatedAt: expect.any(String) });
    expect(await store.get(tenantId, jobId)).toEqual(again);
    expect(await queued()).toEqual([jobId]);
    await store.update(tenantId, jobId, { state: "failed", failure });
    expect(await store.requeue("other", jobId)).toBeUndefined();
    expect(await store.requeue(tenantId, jobId)).toMatchObject({ state: "queued", retries: 2 });
  });

  test.each(["transcribing", "completed", "cancelled"] as const)(
    "sets no job back that is %s",
    async (state) => {
      const store = storeOf();
      const job = makeJob({ state });
      await store.create(job);
      expect(await store.requeue("local", job.jobId)).toBeUndefined();
      expect(await store.requeue("local", randomUUID())).toBeUndefined();
      expect(await store.get("local", job.jobId)).toEqual(job);
    },
  );
}
