import { afterAll, beforeAll, expect, test } from "vitest";
import { TemporalJobController } from "../../src/api/temporal-job-controller.js";
import { makeJob } from "../support/job.js";
import { eventually, gate } from "../workflows/playing.js";
import { Harness, startStores, stopStores, type Stores } from "../workflows/harness.js";

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stopStores(stores));

async function withHarness(
  test: (harness: Harness, controller: TemporalJobController) => Promise<void>,
): Promise<void> {
  const harness = await Harness.start(stores, { server: "real" });
  try {
    await test(harness, new TemporalJobController(harness.env.client));
  } finally {
    await harness.stop();
  }
}

test("a job that runs is paused, tells how far it is, goes on, and has its note written again", async () => {
  await withHarness(async (harness, controller) => {
    const handle = await harness.start();
    expect(await controller.pause(harness.job)).toBe(true);
    expect(await controller.progress(harness.job)).toMatchObject({ paused: true });
    expect(await controller.resume(harness.job)).toBe(true);
    await handle.result();
    expect(await harness.stored()).toMatchObject({ state: "completed", note: { status: "completed" } });

    expect(await controller.pause(harness.job)).toBe(false);
    expect(await controller.cancel(harness.job)).toBe(false);
    await stores.objects.objects.delete(harness.keys.note);
    await controller.rewriteNote(await harness.stored());
    await expect.poll(() => harness.objects(), { timeout: 20_000 }).toContain("note.json");
    expect(await controller.stop(harness.job, 20_000)).toBe(true);
  });
});

test("a note that is asked for while one is being written is written after it, as it is wanted by then", async () => {
  await withHarness(async (harness, controller) => {
    await (await harness.start()).result();
    const { open, pass } = gate();
    harness.writer.before = pass;
    await controller.rewriteNote(await harness.stored());
    await eventually(() => {
      expect(harness.writer.asked).toHaveLength(2);
    });
    await stores.jobs.jobs.update("local", harness.job.jobId, { options: { noteTemplate: "meeting" } });
    await controller.rewriteNote(await harness.stored());
    open();
    await eventually(() => {
      expect(harness.writer.asked.map(({ template }) => template?.id)).toEqual(["diary", "diary", "meeting"]);
    });
    expect(await controller.stop(harness.job, 20_000)).toBe(true);
  });
});

test("a job that is stopped is cancelled, and nothing of it runs when that is told", async () => {
  await withHarness(async (harness, controller) => {
    const handle = await harness.start();
    await controller.pause(harness.job);
    expect(await controller.stop(harness.job, 30_000)).toBe(true);
    expect((await handle.describe()).status.name).toBe("CANCELLED");
    expect(await harness.stored()).toMatchObject({ state: "cancelled" });
  });
});

test("a job that was never started does not run", async () => {
  await withHarness(async (_, controller) => {
    const job = makeJob();
    expect(await controller.cancel(job)).toBe(false);
    expect(await controller.pause(job)).toBe(false);
    expect(await controller.progress(job)).toBeUndefined();
    expect(await controller.stop(job, 1_000)).toBe(true);
  });
});
