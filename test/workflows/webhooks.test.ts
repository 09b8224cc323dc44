import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { TASK_QUEUES, WORKFLOW_TYPES } from "../../src/contracts/names.js";
import { DiaristError } from "../../src/domain/errors.js";
import { JOBS_OWN_WEBHOOK, type Webhook } from "../../src/domain/webhook.js";
import type { WriteNote } from "../../src/workflows/index.js";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.js";
import type { Harness } from "./harness.js";
import { eventually, useHarness } from "./playing.js";

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

const setUp = useHarness();
const receivers: WebhookReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

async function receiver(
  answer?: Parameters<typeof startWebhookReceiver>[1],
  secret = SECRET,
): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver(secret, answer);
  receivers.push(started);
  return started;
}

async function register(harness: Harness, changes: Partial<Webhook>): Promise<Webhook> {
  const webhook: Webhook = {
    webhookId: `wh_${randomUUID()}`,
    tenantId: harness.job.tenantId,
    events: ["job.completed", "job.failed", "job.cancelled", "note.ready"],
    secrets: [{ secret: SECRET }],
    createdAt: new Date().toISOString(),
    ...changes,
  };
  await harness.webhooks.put(webhook);
  return webhook;
}

const typesOf = ({ received }: WebhookReceiver): string[] => received.map(({ type }) => type).sort();

describe("a webhook", () => {
  it("is told what became of a job, signed, and nothing of what was said", async () => {
    const harness = await setUp({ server: "real" });
    const hook = await receiver();
    const webhook = await register(harness, { url: hook.url });
    await (await harness.start()).result();
    await eventually(() => {
      expect(typesOf(hook)).toEqual(["job.completed", "note.ready"]);
    });
    expect(hook.forged()).toBe(0);
    const completed = hook.received.find(({ type }) => type === "job.completed");
    expect(completed?.data).toMatchObject({ jobId: harness.job.jobId, status: "completed", language: "en" });
    expect(JSON.stringify(hook.received)).not.toContain("piece");
    await eventually(async () => {
      const { tenantId } = harness.job;
      const { attempts } = await harness.webhooks.listAttempts(tenantId, webhook.webhookId, { limit: 10 });
      expect(attempts.map(({ status, attempt }) => [status, attempt])).toEqual([
        [204, 1],
        [204, 1],
      ]);
    });
  });

  it("is told again, under the same id, until it takes the event", async () => {
    const harness = await setUp();
    const hook = await receiver((_event, count) => (count < 3 ? 503 : 200));
    const webhook = await register(harness, { url: hook.url, events: ["job.failed"] });
    harness.media.probeFailure = new DiaristError("not_audio", "Text");
    await (await harness.start()).result().catch(() => undefined);
    await eventually(async () => {
      await harness.env.sleep("1 minute");
      expect(hook.received).toHaveLength(3);
    });
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
    expect(hook.received[0]?.data).toMatchObject({ failure: { code: "not_audio", message: "Text" } });
    await eventually(async () => {
      const { tenantId } = harness.job;
      const { attempts } = await harness.webhooks.listAttempts(tenantId, webhook.webhookId, { limit: 10 });
      expect(attempts.map(({ status }) => status).sort()).toEqual([200, 503, 503]);
    });
  });

  it("is told nothing more once it says that it is gone", async () => {
    const harness = await setUp({ server: "real" });
    const hook = await receiver(() => 410);
    const webhook = await register(harness, { url: hook.url, events: ["job.completed"] });
    await (await harness.start()).result();
    await eventually(async () => {
      const now = await harness.webhooks.get(webhook.tenantId, webhook.webhookId);
      expect(now?.disabledAt).toBeDefined();
    });
    expect(hook.received).toHaveLength(1);
  });

  it("may be verified with the old secret and with the new one while a rotation goes on", async () => {
    const harness = await setUp({ server: "real" });
    const fresh = `whsec_${Buffer.alloc(24, 9).toString("base64")}`;
    const [old, renewed] = [await receiver(), await receiver(undefined, fresh)];
    const secrets = [{ secret: fresh }, { secret: SECRET, validUntil: "2999-01-01T00:00:00.000Z" }];
    await register(harness, { url: old.url, events: ["job.completed"], secrets });
    await register(harness, { url: renewed.url, events: ["job.completed"], secrets });
    await (await harness.start()).result();
    await eventually(() => {
      expect([old.received.length, renewed.received.length]).toEqual([1, 1]);
    });
  });

  it("of a job's own is told beside the tenant's", async () => {
    const harness = await setUp({ server: "real" });
    const hook = await receiver();
    await register(harness, { webhookId: JOBS_OWN_WEBHOOK, events: [] });
    const { tenantId, jobId } = harness.job;
    await harness.stores.jobs.jobs.update(tenantId, jobId, { webhookUrl: hook.url });
    await (await harness.start()).result();
    await eventually(() => {
      expect(typesOf(hook)).toEqual(["job.completed", "note.ready"]);
    });
  });

  it("is told each time the note is written", async () => {
    const harness = await setUp({ server: "real" });
    const hook = await receiver();
    await register(harness, { url: hook.url, events: ["note.ready"] });
    await (await harness.start()).result();
    const { tenantId, jobId, createdAt } = harness.job;
    await harness.env.client.workflow.execute<typeof WriteNote>(WORKFLOW_TYPES.writeNote, {
      taskQueue: TASK_QUEUES.orchestration,
      workflowId: `note-${jobId}`,
      args: [{ jobId, tenantId, createdAt }],
    });
    await eventually(() => {
      expect(new Set(hook.received.map(({ id }) => id)).size).toBe(2);
    });
  });
});
