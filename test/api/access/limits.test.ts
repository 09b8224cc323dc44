import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAudioAllowance } from "../../../src/activities/audio-allowance.js";
import { Admission } from "../../../src/api/access/admission.js";
import { TenantLimits } from "../../../src/api/access/tenant-limits.js";
import type { Limits } from "../../../src/domain/limits.js";
import { DynamoTenantStore } from "../../../src/storage/dynamo-tenant-store.js";
import { startGateway, type TestStores } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { wav } from "./silence.js";

let stores: TestStores;
let tenants: DynamoTenantStore;
const START = Date.parse("2026-11-22T10:00:00Z");
let now = START;

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  tenants = new DynamoTenantStore(stores.jobStore.options);
});
afterAll(async () => {
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

/** One gateway's; each has its own memory. */
function admission(common: Limits): Admission {
  const { jobs } = stores.jobStore;
  return new Admission({ store: tenants, jobs, limits: new TenantLimits(tenants, common), now: () => now });
}

/** What a gateway does of a job: it is counted in, then stored. */
async function begin(at: Admission, tenantId: string, sizeBytes = 10): Promise<string> {
  const job = makeJob({ tenantId, sizeBytes });
  await at.admit(job);
  await stores.jobStore.jobs.create(job);
  return job.jobId;
}

const refused = (code: string) => ({ code, retryAfterSeconds: expect.any(Number) });
const isIn = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => "in",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

describe("unfinished jobs", () => {
  test("never pass the limit, however many gateways take jobs at once", async () => {
    const gateways = [admission({ concurrentJobs: 5 }), admission({ concurrentJobs: 5 })];
    await begin(admission({ concurrentJobs: 5 }), "burst");
    const outcomes = await Promise.all(
      gateways.flatMap((each) => Array.from({ length: 12 }, () => isIn(begin(each, "burst")))),
    );
    expect(outcomes.filter((outcome) => outcome === "in")).toHaveLength(4);
    expect(new Set(outcomes)).toEqual(new Set(["in", "job_limit_reached"]));
  });

  test.each(["completed", "failed", "cancelled"] as const)("make room when they end as %s", async (state) => {
    const gateway = admission({ concurrentJobs: 1 });
    const tenantId = `ends-${state}`;
    const jobId = await begin(gateway, tenantId);
    await expect(begin(gateway, tenantId)).rejects.toMatchObject(refused("job_limit_reached"));
    await stores.jobStore.jobs.update(tenantId, jobId, { state });
    now += 2_000;
    await begin(gateway, tenantId);
  });

  test("make room when they are erased, or were never stored because their gateway died", async () => {
    const gateway = admission({ concurrentJobs: 2 });
    const erased = await begin(gateway, "gone");
    await gateway.admit(makeJob({ tenantId: "gone" }));
    await stores.jobStore.jobs.delete("gone", erased);
    // Just now either could still be on its way into the store.
    await expect(begin(gateway, "gone")).rejects.toMatchObject(refused("job_limit_reached"));
    now += 61_000;
    await begin(gateway, "gone");
    await begin(gateway, "gone");
    await expect(begin(gateway, "gone")).rejects.toMatchObject(refused("job_limit_reached"));
  });

  test("that began before there was a limit count", async () => {
    const before = await begin(admission({}), "earlier");
    await stores.jobStore.jobs.update("earlier", before, { state: "transcribing" });
    const gateway = admission({ concurrentJobs: 1 });
    await expect(begin(gateway, "earlier")).rejects.toMatchObject(refused("job_limit_reached"));
    await expect(gateway.refuseEarly("earlier")).rejects.toMatchObject(refused("job_limit_reached"));
  });

  test("of one tenant leave another's room alone", async () => {
    const gateway = admission({ concurrentJobs: 1 });
    await begin(gateway, "one");
    await begin(gateway, "two");
  });
});

describe("stored bytes", () => {
  test("are those of all recordings, and erasing makes room", async () => {
    const first = await begin(admission({}), "bytes", 600);
    const gateway = admission({ storedBytes: 1000 });
    await begin(gateway, "bytes", 400);
    await expect(gateway.refuseEarly("bytes")).rejects.toMatchObject(refused("storage_limit_reached"));
    await expect(begin(gateway, "bytes", 1)).rejects.toMatchObject(refused("storage_limit_reached"));
    await stores.jobStore.jobs.delete("bytes", first);
    now += 30_000;
    await gateway.refuseEarly("bytes");
    await begin(gateway, "bytes", 600);
    await expect(begin(gateway, "bytes", 1)).rejects.toMatchObject(refused("storage_limit_reached"));
  });

  test("are counted anew once a day, so that no mistake stays", async () => {
    const gateway = admission({ storedBytes: 1000 });
    const before = await begin(gateway, "daily", 900);
    await stores.jobStore.jobs.delete("daily", before);
    now += 24 * 3_600_000;
    await begin(gateway, "daily", 100);
    expect((await tenants.usage("daily"))?.storedBytes).toBe(100);
  });
});

describe("minutes of audio", () => {
  const job = (tenantId: string) => ({ tenantId, jobId: randomUUID() });

  test("are charged once a job, and a job that has not enough left fails by name and is not charged", async () => {
    const allowance = createAudioAllowance(tenants, { audioMinutesPerDay: 10 });
    const first = job("audio");
    await allowance.charge(first, 400);
    await allowance.charge(first, 400);
    await expect(allowance.charge(job("audio"), 201)).rejects.toMatchObject({
      code: "audio_limit_reached",
      retryable: false,
    });
    await allowance.charge(job("audio"), 200);
    const today = new Date().toISOString().slice(0, 10);
    expect(await tenants.audioSeconds("audio", today)).toBe(600);
  });

  test("are not passed by jobs that are charged at the same moment", async () => {
    const allowance = createAudioAllowance(tenants, { audioMinutesPerDay: 1 });
    const charge = async (): Promise<unknown> => {
      const mine = job("audio-burst");
      for (;;) {
        const outcome = await isIn(allowance.charge(mine, 20));
        // Where two meet, the activity is tried again.
        if (outcome !== "storage_unavailable") return outcome;
      }
    };
    const outcomes = await Promise.all(Array.from({ length: 10 }, charge));
    expect(outcomes.filter((outcome) => outcome === "in")).toHaveLength(3);
  });

  test("that alone are too many are refused on an unused day", async () => {
    const allowance = createAudioAllowance(tenants, { audioMinutesPerDay: 1 });
    await expect(allowance.charge(job("audio-long"), 61)).rejects.toMatchObject({
      code: "audio_limit_reached",
    });
  });

  test("that are used up refuse the next upload until midnight", async () => {
    now = Date.now();
    await createAudioAllowance(tenants, { audioMinutesPerDay: 1 }).charge(job("audio-out"), 60);
    const gateway = admission({ audioMinutesPerDay: 1 });
    await expect(gateway.refuseEarly("audio-out")).rejects.toMatchObject(refused("audio_limit_reached"));
    now += 24 * 3_600_000;
    await gateway.refuseEarly("audio-out");
  });
});

describe("a tenant's own limits", () => {
  test("go before those of all, also by lifting one", async () => {
    await tenants.setLimits("special", { concurrentJobs: null, storedBytes: 7 });
    await tenants.setLimits("special", { requestsPerMinute: 3 });
    const common = { concurrentJobs: 1, audioMinutesPerDay: 5 };
    expect(await new TenantLimits(tenants, common).of("special")).toEqual({
      ...{ requestsPerMinute: 3, concurrentJobs: undefined, audioMinutesPerDay: 5, storedBytes: 7 },
    });
    expect(await new TenantLimits(tenants, common).of("anyone")).toMatchObject(common);
  });
});

describe("the gateway", () => {
  const upload = async (url: string, key: string, headers: Record<string, string> = {}) => {
    const form = new FormData();
    form.set("file", new Blob([wav()]), "Monday.wav");
    const authorization = `Bearer ${key}`;
    return fetch(`${url}/v1/jobs?duplicate=allow`, {
      method: "POST",
      body: form,
      headers: { authorization, ...headers },
    });
  };

  test("says how many requests are left, and refuses one too many with the time to wait", async () => {
    const gateway = await startGateway({ stores, access: { open: false, limits: { requestsPerMinute: 2 } } });
    const keys = gateway.context.access.keys;
    const keyFor = async (tenantId: string) =>
      (await keys.create({ tenantId, name: "x", scopes: ["jobs:read"] })).text;
    const get = (key: string) =>
      fetch(`${gateway.url}/v1/jobs`, { headers: { authorization: `Bearer ${key}` } });
    // Two keys of a tenant share what the tenant has.
    const [first, second] = [await keyFor("counted"), await keyFor("counted")];
    const answers = [await get(first), await get(second), await get(first)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers.get("ratelimit-policy")).toMatch(/^"requests-per-minute"; q=2; w=60/);
    expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"requests-per-minute"; r=1; t=\d+/);
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answers[2]?.json()).toMatchObject({ code: "request_limit_reached", status: 429 });
    expect((await get(await keyFor("another"))).status).toBe(200);
    await gateway.stop();
  });

  test("refuses a job that there is no room for, and keeps nothing of it", async () => {
    const gateway = await startGateway({ stores, access: { open: false, limits: { concurrentJobs: 1 } } });
    const { text } = await gateway.context.access.keys.create({
      ...{ tenantId: "full", name: "x", scopes: ["jobs:read", "jobs:write"] },
    });
    expect((await upload(gateway.url, text)).status).toBe(201);
    const before = await gateway.stored();
    // Early, and, with a key that may have made its job before, just before it is stored.
    for (const headers of [{}, { "idempotency-key": "another" }] as Record<string, string>[]) {
      const answer = await upload(gateway.url, text, headers);
      expect(await answer.json()).toMatchObject({ code: "job_limit_reached", status: 429 });
      expect(answer.headers.get("retry-after")).toBe("30");
    }
    expect(await gateway.stored()).toEqual(before);
    expect(gateway.starter.started).toHaveLength(1);
    await gateway.stop();
  });

  test("without limits writes nothing about them", async () => {
    const gateway = await startGateway({ stores, access: { open: false } });
    const { text } = await gateway.context.access.keys.create({
      ...{ tenantId: "free", name: "x", scopes: ["jobs:write"] },
    });
    const answer = await upload(gateway.url, text);
    expect([answer.status, answer.headers.get("ratelimit")]).toEqual([201, null]);
    expect(await tenants.usage("free")).toBeUndefined();
    await gateway.stop();
  });
});
