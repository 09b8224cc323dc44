import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { wav } from "./access/silence.js";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    ...(body === undefined
      ? { headers }
      : { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, answer, text };
}

const madeSchema = z.object({ id: z.string(), secret: z.string() });

async function make(url = "https://example.com/events") {
  return madeSchema.parse((await call("POST", "/v1/webhooks", { url })).answer);
}

describe("webhooks", () => {
  it("are made with a secret that is shown once", async () => {
    const made = await call("POST", "/v1/webhooks", { url: "https://example.com/a", events: ["job.failed"] });
    expect(made.status).toBe(201);
    const { id, secret } = madeSchema.parse(made.answer);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const read = await call("GET", `/v1/webhooks/${id}`);
    expect(read.answer).toMatchObject({
      id,
      url: "https://example.com/a",
      events: ["job.failed"],
      enabled: true,
    });
    expect(read.text + (await call("GET", "/v1/webhooks")).text).not.toContain("whsec_");
  });

  it("are refused by name for what they cannot be", async () => {
    for (const body of [
      { url: "ftp://example.com" },
      { url: "https://user:password@example.com" },
      { url: "https://example.com", events: [] },
      { url: "https://example.com", events: ["job.begun"] },
      { url: "https://example.com", colour: "red" },
    ])
      expect(await call("POST", "/v1/webhooks", body)).toMatchObject({
        status: 400,
        answer: { code: "invalid_request" },
      });
  });

  it("are refused at once where they could never be reached, and say what to do", async () => {
    const { id } = await make();
    for (const url of [
      "http://10.1.2.3/",
      "http://2130706433/",
      "http://[::ffff:127.0.0.1]/",
      "http://localhost/",
    ])
      for (const answer of [
        await call("POST", "/v1/webhooks", { url }),
        await call("PATCH", `/v1/webhooks/${id}`, { url }),
      ])
        expect(answer).toMatchObject({
          status: 422,
          answer: {
            code: "forbidden_address",
            detail: expect.stringMatching(/^url: .* DIARIST_ALLOW_PRIVATE_TARGETS/) as string,
          },
        });
    expect((await call("GET", `/v1/webhooks/${id}`)).answer).toMatchObject({
      url: "https://example.com/events",
    });
  });

  it("can be changed, switched off and on, and deleted", async () => {
    const { id } = await make();
    const change = { description: "mine", events: ["note.ready"], enabled: false };
    expect((await call("PATCH", `/v1/webhooks/${id}`, change)).answer).toMatchObject(change);
    expect((await call("PATCH", `/v1/webhooks/${id}`, { enabled: true })).answer).toMatchObject({
      ...change,
      enabled: true,
    });
    expect((await call("DELETE", `/v1/webhooks/${id}`)).status).toBe(204);
    expect(await call("GET", `/v1/webhooks/${id}`)).toMatchObject({
      status: 404,
      answer: { code: "webhook_not_found" },
    });
  });

  it("sign with the old secret too for a day after a new one was made", async () => {
    const { id, secret } = await make();
    const rotated = await call("POST", `/v1/webhooks/${id}/secret`);
    const renewed = z.object({ secret: z.string() }).parse(rotated.answer).secret;
    const { secrets } = await gateway.context.webhooks.get("local", id);
    expect(secrets.map((each) => each.secret)).toEqual([renewed, secret]);
    const lastsMs = Date.parse(secrets[1]?.validUntil ?? "") - Date.now();
    expect(lastsMs).toBeGreaterThan(23 * 3600 * 1000);
    expect(secrets[0]?.validUntil).toBeUndefined();
  });

  it("are made, given a new secret and tried out once for each idempotency key", async () => {
    const url = "https://example.com/once";
    const twice = async (path: string, body?: unknown) => {
      const headers = { "idempotency-key": randomUUID() };
      const first = await call("POST", path, body, headers);
      const again = await call("POST", path, body, headers);
      expect([again.status, again.answer]).toEqual([first.status, first.answer]);
      return first;
    };
    const { id } = madeSchema.parse((await twice("/v1/webhooks", { url })).answer);
    const { webhooks } = gateway.context;
    expect((await webhooks.list("local")).filter((webhook) => webhook.url === url)).toHaveLength(1);
    await twice(`/v1/webhooks/${id}/secret`);
    expect((await webhooks.get("local", id)).secrets).toHaveLength(2);
    const before = gateway.deliveries.started.length;
    const tried = await twice(`/v1/webhooks/${id}/test`);
    const ids = gateway.deliveries.started.slice(before).map(({ eventId }) => eventId);
    expect(ids).toEqual([z.object({ eventId: z.string() }).parse(tried.answer).eventId]);
  });

  it("go on signing with every secret of the last day, when a new one was made twice", async () => {
    const { id, secret } = await make();
    await call("POST", `/v1/webhooks/${id}/secret`);
    await call("POST", `/v1/webhooks/${id}/secret`);
    const { secrets } = await gateway.context.webhooks.get("local", id);
    expect(secrets).toHaveLength(3);
    expect(secrets.at(-1)?.secret).toBe(secret);
  });

  it("can be tried out", async () => {
    const { id } = await make();
    const tried = await call("POST", `/v1/webhooks/${id}/test`);
    expect(tried.status).toBe(202);
    expect(gateway.deliveries.started.at(-1)).toMatchObject({ webhookId: id, type: "webhook.test" });
    expect((await call("GET", `/v1/webhooks/${id}/attempts`)).answer).toEqual({ attempts: [] });
  });

  it("are at most twenty", async () => {
    const { webhooks } = gateway.context;
    while ((await webhooks.list("local")).length < 20) await make();
    expect(await call("POST", "/v1/webhooks", { url: "https://example.com" })).toMatchObject({
      status: 409,
      answer: { code: "too_many_webhooks" },
    });
  });
});

describe("a job's own webhook URL", () => {
  it("is taken with the job, and signed by a secret that can be had", async () => {
    const form = new FormData();
    form.set("webhookUrl", "https://example.com/this-job");
    form.set("file", new Blob([wav()]), "a.wav");
    const response = await fetch(`${gateway.url}/v1/jobs`, { method: "POST", body: form });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ webhookUrl: "https://example.com/this-job", options: {} });
    expect((await call("POST", "/v1/webhooks/jobs/secret")).answer).toMatchObject({
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    expect((await call("GET", "/v1/webhooks")).text).not.toContain('"jobs"');
  });

  it("is refused before the recording has been sent where it could never be reached", async () => {
    const form = new FormData();
    form.set("webhookUrl", "http://169.254.169.254/latest");
    form.set("file", new Blob([wav()]), "a.wav");
    const response = await fetch(`${gateway.url}/v1/jobs`, { method: "POST", body: form });
    expect([response.status, await response.json()]).toMatchObject([422, { code: "forbidden_address" }]);
  });
});
