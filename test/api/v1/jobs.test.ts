import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { DiaristError } from "../../../src/domain/errors.js";
import type { Job } from "../../../src/domain/job.js";
import type { NoteSummary } from "../../../src/domain/note-summary.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { FakeJobController } from "../../support/job-controller.js";
import { makeJob } from "../../support/job.js";

const controller = new FakeJobController();
let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway({ controller });
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  controller.asked.length = 0;
  controller.stops = true;
});

async function stored(changes: Partial<Job> = {}): Promise<Job> {
  const job = makeJob(changes);
  await gateway.context.jobs.create(job);
  return job;
}
const pathOf = ({ jobId }: Job) => `/v1/jobs/${jobId}`;
const reread = ({ tenantId, jobId }: Job) => gateway.context.jobs.get(tenantId, jobId);

describe("the list of jobs", () => {
  const day = (number: number) => `2026-01-0${number}T12:00:00.000Z`;
  const jobs = [
    makeJob({ createdAt: day(1), fileName: "Rome.m4a", tags: ["trip"] }),
    makeJob({ createdAt: day(2), title: "Back from Rome", state: "completed" }),
    makeJob({ createdAt: day(3), tags: ["trip", "work"], state: "completed" }),
  ];
  beforeAll(async () => {
    for (const job of jobs) await gateway.context.jobs.create(job);
  });
  const listed = async (query: string) => {
    const { body } = await api.get(`/v1/jobs?createdUntil=2026-01-31&${query}`);
    return body.jobs?.map(({ id }) => jobs.findIndex(({ jobId }) => jobId === id));
  };

  test.each([
    ["", [2, 1, 0]],
    ["status=completed", [2, 1]],
    ["tag=trip", [2, 0]],
    ["q=ROME", [1, 0]],
    ["q=rome&tag=trip", [0]],
    ["createdFrom=2026-01-02", [2, 1]],
    ["createdFrom=2026-01-02T13:00:00%2B01:00", [2, 1]],
    ["createdFrom=2026-01-02T12:00:01Z", [2]],
  ])("is newest first, of those that fit: %s", async (query, expected) => {
    expect(await listed(query)).toEqual(expected);
  });

  test("comes in pages", async () => {
    const first = await api.get("/v1/jobs?createdUntil=2026-01-31&limit=2");
    expect(first.body.jobs).toHaveLength(2);
    const second = await api.get(
      `/v1/jobs?createdUntil=2026-01-31&limit=2&cursor=${first.body.nextCursor ?? ""}`,
    );
    expect(second.body.jobs).toMatchObject([{ id: jobs[0]?.jobId }]);
    expect(second.body.nextCursor).toBeUndefined();
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    ["status=done", "status"],
    ["createdFrom=yesterday", "createdFrom"],
    ["order=asc", "order"],
  ])("refuses %s by name", async (query, field) => {
    expect(await api.get(`/v1/jobs?${query}`)).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ in: "query", field }] },
    });
  });

  test("refuses a cursor that is not its own", async () => {
    expect(await api.get("/v1/jobs?cursor=nonsense")).toMatchObject({ status: 400 });
  });
});

describe("a job's note", () => {
  const noteSummary: NoteSummary = {
    title: "A late start",
    date: "2026-11-22",
    mood: { label: "low", value: -0.4 },
    tags: ["dentist"],
  };

  test("is shown by its title, day, mood and tags, be it an earlier one than is being written", async () => {
    const job = await stored({ state: "completed", note: { status: "completed" }, noteSummary });
    expect((await api.get(pathOf(job))).body["note"]).toEqual({ status: "completed", ...noteSummary });
    await gateway.context.jobs.update("local", job.jobId, { note: { status: "pending" } });
    const { body } = await api.get(pathOf(job));
    expect(body["note"]).toEqual({ status: "pending", ...noteSummary });
    expect(body).not.toHaveProperty("noteSummary");
  });
});

describe("a job's title, tags and metadata", () => {
  test("can be changed at any time, each by itself", async () => {
    const job = await stored({ state: "completed", tags: ["old"], metadata: { case: "1" } });
    const change = { title: "Monday", tags: [] };
    const { status, body } = await api.call("PATCH", pathOf(job), { json: change });
    expect([status, body]).toMatchObject([200, { ...change, metadata: { case: "1" } }]);
    expect(await reread(job)).toMatchObject(change);
  });

  test.each([
    [{}, ""],
    [{ title: "  " }, "title"],
    [{ tags: "work" }, "tags"],
    [{ metadata: { case: 4711 } }, "metadata.case"],
    [{ title: "x", fileName: "x" }, "fileName"],
  ])("are not changed by %j", async (json, field) => {
    const job = await stored();
    const answer = await api.call("PATCH", pathOf(job), { json });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: "body", field }] } });
    expect(await reread(job)).toEqual(job);
  });

  test("have to come as JSON", async () => {
    const path = pathOf(await stored());
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${gateway.url}${path}`, { method: "PATCH", headers, body });
    expect((await send({ "content-type": "text/plain" }, "{}")).status).toBe(415);
    expect((await send({ "content-type": "application/json" }, "{")).status).toBe(400);
  });
});

describe("steering a job", () => {
  test("pauses it, lets it go on and cancels it", async () => {
    const job = await stored({ state: "transcribing" });
    expect(await api.call("POST", `${pathOf(job)}/pause`)).toMatchObject({
      status: 200,
      body: { paused: true },
    });
    const resumed = await api.call("POST", `${pathOf(job)}/resume`);
    expect([resumed.status, resumed.body["paused"]]).toEqual([200, undefined]);
    expect(await api.call("POST", `${pathOf(job)}/cancel`)).toMatchObject({ status: 202 });
    expect(controller.asked).toEqual(["pause", "resume", "cancel"].map((verb) => `${verb} ${job.jobId}`));
  });

  test("cancels a job whose workflow was never started", async () => {
    const job = await stored();
    controller.notRunning.add(job.jobId);
    const answer = await api.call("POST", `${pathOf(job)}/cancel`);
    expect(answer).toMatchObject({ status: 202, body: { status: "cancelled" } });
  });

  test.each(["cancel", "pause", "resume"])("cannot %s a job that has ended", async (verb) => {
    const job = await stored({ state: "completed" });
    expect(await api.call("POST", `${pathOf(job)}/${verb}`)).toMatchObject({
      status: 409,
      body: { code: "job_ended" },
    });
    expect(controller.asked).toEqual([]);
  });

  test("has a note written again, once for each idempotency key", async () => {
    const job = await stored({ state: "completed", note: { status: "failed" } });
    const headers = { "idempotency-key": randomUUID() };
    for (const replayed of [null, "true"]) {
      const answer = await api.call("POST", `${pathOf(job)}/note`, { headers });
      expect(answer).toMatchObject({ status: 202, body: { note: { status: "pending" } } });
      expect(answer.headers.get("idempotency-replayed")).toBe(replayed);
    }
    expect(controller.asked).toEqual([`rewriteNote ${job.jobId}`]);
    const other = await api.call("POST", `${pathOf(await stored({ state: "completed" }))}/note`, { headers });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });

  test("has a note written by another template, which then stands in its options until null takes it out", async () => {
    const job = await stored({ state: "completed", options: { language: "en", noteTemplate: "lecture" } });
    const own = { name: "Stand-up", sections: [{ heading: "Blocked", guidance: "What keeps whom" }] };
    for (const [wish, options] of [
      [{ template: "meeting" }, { language: "en", noteTemplate: "meeting" }],
      [undefined, { language: "en", noteTemplate: "meeting" }],
      [{ template: own }, { language: "en", noteTemplate: own }],
      [{ template: null }, { language: "en" }],
    ] as const) {
      const answer = await api.call("POST", `${pathOf(job)}/note`, { json: wish });
      expect(answer).toMatchObject({ status: 202, body: { note: { status: "pending" }, options } });
      expect(await reread(job)).toMatchObject({ options, note: { status: "pending" } });
      expect((await reread(job))?.options).toEqual(options);
    }
    expect(controller.asked).toHaveLength(4);
  });

  test("stays as it was when nobody takes the request for its note", async () => {
    const note = { status: "completed" } as const;
    const job = await stored({ state: "completed", note });
    const asking = vi
      .spyOn(controller, "rewriteNote")
      .mockRejectedValueOnce(new DiaristError("workflow_unavailable", "Nobody answers."));
    const answer = await api.call("POST", `${pathOf(job)}/note`, { json: { template: "meeting" } });
    asking.mockRestore();
    expect(answer).toMatchObject({ status: 503, body: { code: "workflow_unavailable" } });
    expect(await reread(job)).toMatchObject({ options: {}, note });
  });

  test.each([
    [{ template: "poem" }, "invalid_request", "template"],
    [{ template: { name: "Empty", sections: [] } }, "invalid_request", "template"],
    [{ colour: "red" }, "invalid_request", "colour"],
    [{ instructions: "x".repeat(2001) }, "invalid_request", "instructions"],
    [{ instructions: "Be brief." }, "language_model_required", "DIARIST_LANGUAGE_MODEL"],
    [{ language: "de" }, "language_model_required", "DIARIST_LANGUAGE_MODEL"],
  ])("refuses a note of %j, and leaves the job as it was", async (wish, code, detail) => {
    const job = await stored({ state: "completed" });
    const answer = await api.call("POST", `${pathOf(job)}/note`, { json: wish });
    expect(answer).toMatchObject({ body: { code, detail: expect.stringContaining(detail) as string } });
    expect((await reread(job))?.options).toEqual({});
    expect(controller.asked).toEqual([]);
  });

  test.each([
    ["note", { state: "transcribing" }, "transcript_not_ready"],
    ["note", { state: "cancelled" }, "transcript_unavailable"],
    ["retry-missing", { state: "transcribing" }, "job_not_ended"],
    ["retry-missing", { state: "failed" }, "transcript_unavailable"],
    ["retry-missing", { state: "completed", missingSeconds: 0 }, "nothing_missing"],
  ] as const)("refuses %s of a job that is %j", async (verb, changes, code) => {
    const answer = await api.call("POST", `${pathOf(await stored(changes))}/${verb}`);
    expect(answer).toMatchObject({ status: 409, body: { code } });
  });

  test("tries missing parts again", async () => {
    const job = await stored({ state: "completed", missingSeconds: 300 });
    expect((await api.call("POST", `${pathOf(job)}/retry-missing`)).status).toBe(202);
    expect(controller.asked).toEqual([`retryMissing ${job.jobId}`]);
  });
});

describe("erasing a job", () => {
  test("stops it first, and leaves nothing", async () => {
    const job = await stored({ state: "transcribing" });
    const { prefix, audio, transcript } = jobKeys("local", job.jobId);
    for (const key of [audio, transcript]) await gateway.context.objects.put(key, "x");
    expect((await api.call("DELETE", pathOf(job))).status).toBe(204);
    expect(controller.asked).toEqual([`stop ${job.jobId}`]);
    expect(await reread(job)).toBeUndefined();
    expect((await gateway.stored()).keys.filter((key) => key.startsWith(prefix))).toEqual([]);
    expect((await api.call("DELETE", pathOf(job))).status).toBe(404);
  });

  test("waits for what does not let go of it", async () => {
    const job = await stored({ state: "transcribing" });
    controller.stops = false;
    const answer = await api.call("DELETE", pathOf(job));
    expect(answer).toMatchObject({ status: 409, body: { code: "job_still_ending" } });
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await reread(job)).toEqual(job);
  });
});

test("a job of another tenant is not there, whatever is asked of it", async () => {
  const job = await stored({ tenantId: "other", state: "completed", missingSeconds: 1 });
  for (const [method, verb] of [
    ["GET", ""],
    ["PATCH", ""],
    ["DELETE", ""],
    ...["cancel", "pause", "resume", "note", "retry", "retry-missing"].map(
      (verb) => ["POST", `/${verb}`] as const,
    ),
  ] as const) {
    const json = method === "PATCH" ? { json: { title: "mine" } } : {};
    const answer = await api.call(method, `${pathOf(job)}${verb}`, json);
    expect(answer).toMatchObject({
      status: 404,
      body: { code: "job_not_found", requestId: expect.any(String) },
    });
  }
  expect(await reread(job)).toEqual(job);
});
