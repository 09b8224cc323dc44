import { CancelledFailure } from "@temporalio/client";
import { describe, expect, it } from "vitest";
import { HANDLERS } from "../../src/contracts/handlers.js";
import { erasureWorkflowId, FLEETS } from "../../src/contracts/names.js";
import type { Progress } from "../../src/contracts/workflow-io.js";
import { eventually, failureOf, gate, useHarness } from "./playing.js";

const setUp = useHarness();

describe("pausing", () => {
  it("starts no more chunks while paused, and goes on when resumed", async () => {
    const harness = await setUp({ fleets: FLEETS.filter((fleet) => fleet !== "media") });
    const handle = await harness.start();
    await handle.signal(HANDLERS.pauseSignal);
    await harness.startFleet("media");
    await eventually(async () => {
      expect(await handle.query<Progress>(HANDLERS.progressQuery)).toMatchObject({
        state: "transcribing",
        paused: true,
      });
    });
    expect(harness.speech.heard).toEqual([]);
    await handle.signal(HANDLERS.resumeSignal);
    await handle.result();
    expect(harness.speech.heard).toHaveLength(3);
  });
});

describe("cancelling", () => {
  it("aborts the requests under way, removes what was made and ends the job as cancelled", async () => {
    const harness = await setUp();
    const { pass } = gate();
    let requests = 0;
    harness.speech.before = async ({ text }, signal) => {
      requests += 1;
      if (text !== "piece 0") await pass(signal);
    };
    const handle = await harness.start();
    await eventually(() => {
      expect(requests).toBe(3);
    });
    const { jobs } = harness.stores.jobs;
    const noteSummary = { title: "Of a note", date: "2026-11-22", tags: [] };
    await jobs.update("local", harness.job.jobId, { noteSummary });
    await handle.cancel();
    expect(await failureOf(handle.result())).toBeInstanceOf(CancelledFailure);
    expect(harness.speech.aborted).toBe(2);
    expect(await harness.stored()).toMatchObject({ state: "cancelled" });
    expect(await harness.stored()).not.toHaveProperty("noteSummary");
    expect(await harness.objects()).toEqual(["audio"]);
  });

  it("takes nothing from a job that had ended before it was reset", async () => {
    const harness = await setUp({ server: "real" });
    await (await harness.start()).result();
    const results = await harness.objects();

    const { pass } = gate();
    const reached = Promise.withResolvers<undefined>();
    harness.media.beforePiece = async (_index, signal) => {
      reached.resolve(undefined);
      await pass(signal);
    };
    const handle = await harness.start();
    await reached.promise;
    await handle.cancel();
    expect(await failureOf(handle.result())).toBeInstanceOf(CancelledFailure);
    expect(await harness.stored()).toMatchObject({ state: "completed" });
    expect(await harness.objects()).toEqual(results);
    expect(results).toContain("transcript.json");
  });
});

describe("the title", () => {
  it("is set by an update, which refuses one that is empty", async () => {
    const harness = await setUp({ fleets: FLEETS.filter((fleet) => fleet !== "media") });
    const handle = await harness.start();
    await handle.executeUpdate(HANDLERS.setTitleUpdate, { args: ["Monday by the sea"] });
    expect(await harness.stored()).toMatchObject({ title: "Monday by the sea" });
    await expect(handle.executeUpdate(HANDLERS.setTitleUpdate, { args: [" "] })).rejects.toMatchObject({
      cause: { message: "A title has 1 to 200 characters" },
    });
    await harness.startFleet("media");
    await handle.result();
    expect(await harness.stored()).toMatchObject({ state: "completed", title: "Monday by the sea" });
  });
});

describe("a job that is not to be kept", () => {
  it("is erased with all that belongs to it when its days are over", async () => {
    const harness = await setUp();
    const { tenantId, jobId } = harness.job;
    const { jobs } = harness.stores.jobs;
    await jobs.delete(tenantId, jobId);
    await jobs.create({ ...harness.job, options: { retentionDays: 30 } });
    await (await harness.start()).result();
    const erasure = harness.env.client.workflow.getHandle(erasureWorkflowId(jobId));
    const [started] = (await erasure.fetchHistory()).events ?? [];
    const delay = started?.workflowExecutionStartedEventAttributes?.firstWorkflowTaskBackoff;
    expect(Number(delay?.seconds)).toBe(30 * 24 * 3600);
    await harness.env.sleep("31 days");
    await eventually(async () => {
      expect(await jobs.get(tenantId, jobId)).toBeUndefined();
    });
    expect(await harness.objects()).toEqual([]);
  });
});
