import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import express from "express";
import { Agent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { waitPatiently } from "../../../src/api/openai/patience.js";
import { TranscriptWatch } from "../../../src/api/openai/transcript-watch.js";
import type { Job } from "../../../src/domain/job.js";
import { DiaristError } from "../../../src/domain/errors.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const forever = new AbortController().signal;

async function newJob(): Promise<Job> {
  const job = makeJob();
  await gateway.context.jobs.create(job);
  return job;
}

/** The watch over a job store that counts its reads and fails as often as it is told to. */
function watched(): { watch: TranscriptWatch; reads: () => number; failNext: (count: number) => void } {
  let reads = 0;
  let failures = 0;
  const { jobs } = gateway.context;
  const counting = Object.create(jobs, {
    get: {
      value: async (tenantId: string, jobId: string) => {
        reads += 1;
        if (failures-- > 0) throw new DiaristError("storage_unavailable", "The store is away");
        return jobs.get(tenantId, jobId);
      },
    },
  }) as typeof jobs;
  return {
    watch: new TranscriptWatch({ ...gateway.context, jobs: counting }),
    reads: () => reads,
    failNext: (count) => {
      failures = count;
    },
  };
}

describe("waiting for a transcript", () => {
  test("does not wait for the note", async () => {
    const job = await newJob();
    const waiting = watched().watch.until(job, forever);
    await gateway.context.jobs.update("local", job.jobId, { state: "writing_note" });
    expect((await waiting).state).toBe("writing_note");
  });

  test("costs no more reads for a hundred who wait than for one", async () => {
    const job = await newJob();
    const { watch, reads } = watched();
    const all = Promise.all(Array.from({ length: 100 }, () => watch.until(job, forever)));
    await vi.waitFor(() => expect(reads()).toBeGreaterThan(2));
    expect(reads()).toBeLessThan(50);
    await gateway.context.jobs.update("local", job.jobId, { state: "failed" });
    expect((await all).map(({ state }) => state)).toEqual(Array.from({ length: 100 }, () => "failed"));
  });

  test("goes on while the job store is away", async () => {
    const job = await newJob();
    const { watch, reads, failNext } = watched();
    failNext(3);
    const waiting = watch.until(job, forever);
    await vi.waitFor(() => expect(reads()).toBeGreaterThan(3), 5_000);
    await gateway.context.jobs.update("local", job.jobId, { state: "completed" });
    expect((await waiting).state).toBe("completed");
  });

  test("ends with the one who waits, and for the others goes on", async () => {
    const job = await newJob();
    const { watch, reads } = watched();
    const leaving = new AbortController();
    const other = watch.until(job, forever);
    const one = watch.until(job, leaving.signal);
    leaving.abort(new Error("gone"));
    await expect(one).rejects.toThrow("gone");
    await gateway.context.jobs.update("local", job.jobId, { state: "completed" });
    await other;
    const readsAtEnd = reads();
    await vi.waitFor(async () => {
      const next = await newJob();
      await gateway.context.jobs.update("local", next.jobId, { state: "completed" });
      await watch.until(next, forever);
      expect(reads()).toBe(readsAtEnd + 1);
    });
  });

  test("says that the job was erased", async () => {
    const job = await newJob();
    const refused = expect(watched().watch.until(job, forever)).rejects.toMatchObject({
      code: "job_not_found",
    });
    await gateway.context.jobs.delete("local", job.jobId);
    await refused;
  });
});

describe("a connection that waits", () => {
  /** Answers when told to, after the server's limit for idle connections and the client's for the head of an answer. */
  async function serve(
    headers: Record<string, string>,
  ): Promise<{ answer: Promise<string>; release: () => void }> {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const app = express();
    app.get("/", async (request, response) => {
      const end = waitPatiently(request, response, { processingMs: 50 });
      await released;
      end();
      response.send("at last");
    });
    const server = createServer(app).listen(0, "127.0.0.1");
    server.setTimeout(200);
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({ headersTimeout: 1_000 });
    const answer = undiciFetch(`http://127.0.0.1:${port}/`, { headers, dispatcher })
      .then((response) => response.text())
      .catch((error: unknown) => `failed: ${String(error instanceof Error ? error.cause : error)}`)
      .finally(async () => {
        server.closeAllConnections();
        server.close();
        await dispatcher.close();
      });
    return { answer, release: () => release(undefined) };
  }
  const outlasted = () => new Promise((resolve) => setTimeout(resolve, 3_000));

  test("is cut neither by the server nor by a client that wants to hear something now and then", async () => {
    const { answer, release } = await serve({});
    await outlasted();
    release();
    expect(await answer).toBe("at last");
  });

  test("through a proxy gets no word before the answer", async () => {
    const { answer, release } = await serve({ "x-forwarded-for": "203.0.113.9" });
    expect(await answer).toMatch("Headers Timeout");
    release();
  });
});
