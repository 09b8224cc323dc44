import { describe, expect, it } from "vitest";
import { TemporalJobController } from "../../src/api/temporal-job-controller.js";
import { TemporalJobStarter } from "../../src/api/temporal-job-starter.js";
import { erasureWorkflowId, transcribeWorkflowId } from "../../src/contracts/names.js";
import { DiaristError } from "../../src/domain/errors.js";
import type { Job } from "../../src/domain/job.js";
import { startWebhookReceiver } from "../support/webhook-receiver.js";
import type { Harness } from "./harness.js";
import { eventually, useHarness } from "./playing.js";

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const setUp = useHarness();

/** Fails at the last piece, which the engine refuses as it would each. */
function refuseLast(harness: Harness): void {
  harness.speech.before = async ({ text }) => {
    if (text !== "piece 2") return;
    await eventually(() => expect(harness.speech.heard).toHaveLength(2));
    throw new DiaristError("speech_unauthorized", "The key is not accepted");
  };
}

async function ended(harness: Harness): Promise<string> {
  const handle = harness.env.client.workflow.getHandle(transcribeWorkflowId(harness.job.jobId));
  await handle.result().catch(() => undefined);
  return (await handle.describe()).runId;
}

async function requeue(harness: Harness): Promise<Job> {
  const { tenantId, jobId } = harness.job;
  const job = await harness.stores.jobs.jobs.requeue(tenantId, jobId);
  if (job === undefined) throw new Error("The job has not failed");
  return job;
}

describe("a failed job that is taken up again", () => {
  it("is completed under its id, and what had been transcribed before is not transcribed again", async () => {
    const harness = await setUp({ server: "real" });
    const starter = new TemporalJobStarter(harness.env.client);
    const hook = await startWebhookReceiver(SECRET);
    const { tenantId } = harness.job;
    await harness.webhooks.put({
      ...{ webhookId: "wh_retry", tenantId, url: hook.url, secrets: [{ secret: SECRET }] },
      ...{ events: ["job.completed", "job.failed"], createdAt: new Date().toISOString() },
    });
    const toldOf = async (types: string[]): Promise<void> => {
      await eventually(() => expect(hook.received.map(({ type }) => type)).toEqual(types));
    };
    refuseLast(harness);
    await starter.start(harness.job);
    const first = await ended(harness);
    expect(await harness.stored()).toMatchObject({ state: "failed" });
    await toldOf(["job.failed"]);

    // And fails once more.
    await starter.start(await requeue(harness));
    const second = await ended(harness);
    expect(await harness.stored()).toMatchObject({ state: "failed", retries: 1 });
    await toldOf(["job.failed", "job.failed"]);

    harness.speech.before = () => undefined;
    const job = await requeue(harness);
    expect(job).not.toHaveProperty("failure");
    await Promise.all([starter.start(job), starter.start(job)]);
    const third = await ended(harness);
    expect(await harness.stored()).toMatchObject({ state: "completed", retries: 2, missingSeconds: 0 });
    expect(harness.speech.heard.toSorted()).toEqual(["piece 0", "piece 1", "piece 2"]);
    await toldOf(["job.failed", "job.failed", "job.completed"]);
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(3);
    expect(new Set([first, second, third]).size).toBe(3);

    // A sweep that saw it queued a moment ago begins nothing.
    await starter.start(job);
    expect(await ended(harness)).toBe(third);
    await hook.stop();
  });

  it("is not taken up while its workflow still tidies up", async () => {
    const harness = await setUp({ server: "real" });
    const controller = new TemporalJobController(harness.env.client);
    expect(await controller.untilEnded(harness.job, 0)).toBe(true);
    const reached = Promise.withResolvers<undefined>();
    const going = Promise.withResolvers<undefined>();
    harness.speech.before = async () => {
      reached.resolve(undefined);
      await going.promise;
    };
    await harness.start();
    await reached.promise;
    expect(await controller.untilEnded(harness.job, 100)).toBe(false);
    going.resolve(undefined);
    expect(await controller.untilEnded(harness.job, 20_000)).toBe(true);
  });

  it("is kept for its days from its last end on, not from its failure", async () => {
    const harness = await setUp();
    const { tenantId, jobId } = harness.job;
    const { jobs } = harness.stores.jobs;
    await jobs.delete(tenantId, jobId);
    await jobs.create({ ...harness.job, options: { retentionDays: 30 } });
    harness.media.probeFailure = new DiaristError("audio_unreadable", "Broken");
    await (await harness.start()).result().catch(() => undefined);
    await harness.env.sleep("20 days");
    harness.media.probeFailure = undefined;
    await requeue(harness);
    await (await harness.start()).result();

    await harness.env.sleep("11 days");
    await harness.env.client.workflow.getHandle(erasureWorkflowId(jobId)).result();
    expect(await jobs.get(tenantId, jobId)).toMatchObject({ state: "completed" });
    await harness.env.sleep("20 days");
    await eventually(async () => {
      expect(await jobs.get(tenantId, jobId)).toBeUndefined();
    });
  });
});
