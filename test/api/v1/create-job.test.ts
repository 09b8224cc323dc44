import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway({ maxUploadBytes: 4 * 1024 ** 2 });
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const withKey = (key: string) => ({ "idempotency-key": key });

describe("a recording sent to /v1/jobs", () => {
  test("becomes a job with all that was said of it: lists as fields or as JSON, and what is left empty left out", async () => {
    const { status, headers, body } = await api.upload({
      fields: [
        ["language", "de"],
        ["vocabulary", "Käthe"],
        ["vocabulary", "Zürich"],
        ["speakers", "by_channel"],
        ["tags", '["work", "trip"]'],
        ["metadata[case]", "4711"],
        ["title", ""],
      ],
      after: [["prompt", "Liebes Tagebuch,"]],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "queued",
      fileName: "Monday.wav",
      options: {
        language: "de",
        vocabulary: ["Käthe", "Zürich"],
        speakers: "by_channel",
        prompt: "Liebes Tagebuch,",
      },
      tags: ["work", "trip"],
      metadata: { case: "4711" },
    });
    expect(body).not.toHaveProperty("tenantId");
    expect(headers.get("location")).toBe(`/v1/jobs/${body.id}`);
    expect((await api.get(`/v1/jobs/${body.id}`)).body).toEqual(body);
    expect(gateway.starter.started.at(-1)).toMatchObject({ jobId: body.id, options: { language: "de" } });
  });

  test.each([
    ["an unknown option", [["langauge", "de"]], "langauge"],
    ["an option out of its range", [["language", "German"]], "language"],
    ["too many tags", [["tags", JSON.stringify(Array(21).fill("x"))]], "tags"],
    ["metadata that is no map", [["metadata", "[1]"]], "metadata"],
  ] as const)(
    "is refused with %s by the field's name, before the body is sent and after it",
    async (_, fields, field) => {
      const before = await gateway.stored();
      for (const places of [{ fields }, { after: fields }]) {
        const { status, body } = await api.upload(places);
        expect(status).toBe(400);
        expect(body).toMatchObject({ code: "invalid_request", detail: expect.stringContaining(field) });
        expect(body.errors).toEqual([{ in: "body", field, message: expect.any(String) }]);
      }
      expect(await gateway.stored()).toEqual(before);
    },
  );

  test.each([
    ["in another field", "wrong_field"],
    ["not at all", "file_missing"],
  ])("is refused %s", async (_, code) => {
    const form = new FormData();
    if (code === "wrong_field") form.append("audio", new Blob([new Uint8Array(makeWav(100))]), "a.wav");
    const response = await fetch(`${gateway.url}/v1/jobs`, { method: "POST", body: form });
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  test("has to come as a form, or be named as JSON", async () => {
    const answer = await api.call("POST", "/v1/jobs", { headers: { "content-type": "text/plain" } });
    expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
  });
});

describe("a recording that was uploaded before", () => {
  test("is answered with the earlier job, and stored once", async () => {
    const content = makeWav(1000);
    const first = await api.upload({ content, fields: [["language", "en"]] });
    const before = await gateway.stored();
    const again = await api.upload({ content, fields: [["language", "en"]], after: [["title", "Other"]] });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get("diarist-duplicate-of")).toBe(first.body.id);
    expect(await gateway.stored()).toEqual(before);
  });

  test.each([
    ["asked for", {}, "/v1/jobs?duplicate=allow"],
    ["with other options", { fields: [["language", "de"]] }, "/v1/jobs"],
  ] as const)("makes a new job when that is %s", async (_, more, path) => {
    const content = makeWav(1000);
    const first = await api.upload({ content });
    const second = await api.upload({ content, path, ...more });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test("makes a new job after the earlier one failed", async () => {
    const content = makeWav(1000);
    const first = await api.upload({ content });
    await gateway.context.jobs.update("local", first.body.id, { state: "failed" });
    expect((await api.upload({ content })).status).toBe(201);
  });
});

describe("an idempotency key", () => {
  test("has the same request answered alike, and carried out once", async () => {
    const request = {
      content: makeWav(1000),
      headers: withKey(randomUUID()),
      path: "/v1/jobs?duplicate=allow",
    };
    const first = await api.upload(request);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    await gateway.context.jobs.update("local", first.body.id, { state: "transcribing" });
    const before = await gateway.stored();
    const second = await api.upload(request);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(await gateway.stored()).toEqual(before);
  });

  test.each([
    ["another recording", { content: makeWav(1000) }],
    ["other options", { fields: [["language", "de"]] as const }],
    ["other parameters", { path: "/v1/jobs?duplicate=allow" }],
  ])("is refused with %s", async (_, change) => {
    const request = { content: makeWav(1000), headers: withKey(randomUUID()) };
    expect((await api.upload(request)).status).toBe(201);
    const before = await gateway.stored();
    expect(await api.upload({ ...request, ...change })).toMatchObject({
      status: 422,
      body: { code: "idempotency_key_reused" },
    });
    expect(await gateway.stored()).toEqual(before);
  });

  test("is refused while its first request is under way", async () => {
    const key = randomUUID();
    await gateway.context.idempotency.claim("local", key, {
      holder: "another gateway",
      proposedId: randomUUID(),
      leaseMs: 60_000,
    });
    const answer = await api.upload({ headers: withKey(key) });
    expect(answer).toMatchObject({ status: 409, body: { code: "idempotency_in_flight" } });
    expect(answer.headers.get("retry-after")).toBe("1");
  });

  test("finds the job of an attempt that broke off before it was answered", async () => {
    const key = randomUUID();
    const content = makeWav(1000);
    const first = await api.upload({ content, headers: withKey(key), path: "/v1/jobs?duplicate=allow" });
    const lost = { ...(await gateway.context.jobs.get("local", first.body.id))!, jobId: randomUUID() };
    await gateway.context.jobs.create(lost);
    await gateway.context.objects.put(jobKeys("local", lost.jobId).audio, content);
    const retryKey = randomUUID();
    const broken = { holder: "a gateway that died", proposedId: lost.jobId, leaseMs: -1 };
    await gateway.context.idempotency.claim("local", retryKey, broken);
    const again = await api.upload({ content, headers: withKey(retryKey) });
    expect(again).toMatchObject({ status: 201, body: { id: lost.jobId } });
    const other = await api.upload({ content: makeWav(900), headers: withKey(retryKey) });
    expect(other).toMatchObject({ status: 422 });
    expect(await gateway.context.objects.get(jobKeys("local", lost.jobId).audio)).toEqual(content);
  });

  test("may be used again after the request failed", async () => {
    const headers = withKey(randomUUID());
    expect((await api.upload({ headers, fields: [["language", "German"]] })).status).toBe(400);
    expect((await api.upload({ headers })).status).toBe(201);
  });

  test("has to be printable and not too long", async () => {
    const answer = await api.upload({ headers: withKey("x".repeat(256)) });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ in: "header", field: "Idempotency-Key" }] },
    });
  });
});
