import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { transcribe } from "../../bench/load/client.js";
import { parseOptions } from "../../bench/load/options.js";
import { lengthOf, type Recording } from "../../bench/load/recording.js";
import { runLoad } from "../../bench/load/run.js";
import { describeStanding, percentile, percentiles, summarize } from "../../bench/load/summary.js";

describe("the arguments", () => {
  it("may all be left out", () => {
    expect(parseOptions([])).toEqual({
      requests: 10,
      workers: 5,
      url: "http://127.0.0.1:8000",
      files: [],
      timeoutMs: 1_800_000,
      pollMs: 500,
      monitor: false,
      jsonFile: undefined,
    });
  });

  it("are taken as they are written", () => {
    const args = "--requests 20 --workers 3 --monitor --url http://[::1]:9000/ --file a.wav --file b.mp3";
    expect(parseOptions(args.split(" "))).toMatchObject({
      requests: 20,
      workers: 3,
      monitor: true,
      url: "http://[::1]:9000",
      files: ["a.wav", "b.mp3"],
    });
  });

  it.each([
    ["--requests", "0"],
    ["--requests", "1.5"],
    ["--workers", "many"],
    ["--timeout", "-1"],
    ["--url", "somewhere"],
  ])("%s %s is refused by name", (name, value) => {
    expect(() => parseOptions([`${name}=${value}`])).toThrow(name);
  });
});

describe("percentiles", () => {
  it("are taken by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentiles(hundred.toReversed())).toEqual({ 50: 50, 90: 90, 95: 95, 99: 99 });
    expect(percentile([1, 2, 3, 4], 50)).toBe(2);
    expect(percentile([1, 2, 3, 4], 51)).toBe(3);
  });

  it("of one value are that value, and of none there are none", () => {
    expect(percentiles([7])).toEqual({ 50: 7, 90: 7, 95: 7, 99: 7 });
    expect(percentiles([])).toBeUndefined();
  });
});

describe("the summary", () => {
  const completed = {
    fileName: "a.wav",
    audioSeconds: 30,
    outcome: "completed",
    uploadMs: 10,
    completionMs: 900,
  } as const;

  it("counts by outcome, and rates completed work only", () => {
    const attempts = [
      { ...completed, jobId: "1" },
      { ...completed, jobId: "2" },
      { fileName: "a.wav", audioSeconds: 30, outcome: "error", jobId: "3", uploadMs: 20 },
      { fileName: "a.wav", audioSeconds: 30, outcome: "rejected" },
    ] as const;
    expect(summarize([...attempts], 30)).toMatchObject({
      requests: 4,
      outcomes: { completed: 2, error: 1, rejected: 1, lost: 0 },
      distinctJobs: 3,
      uploadsPerSecond: 0.1,
      jobsPerMinute: 4,
      audioSeconds: 60,
      timesRealTime: 2,
      completionMs: { 99: 900 },
      uploadMs: { 50: 10, 99: 20 },
    });
  });

  it("says nothing of the audio's length where one recording's is not known", () => {
    expect(
      summarize([completed, { ...completed, audioSeconds: undefined }], 10).audioSeconds,
    ).toBeUndefined();
  });

  it("puts how the requests stand into one line", () => {
    expect(describeStanding(["completed", "transcribing", "completed"], 12.3)).toBe(
      "   12 s  completed 2, transcribing 1",
    );
  });
});

describe("the length of a recording", () => {
  it("is read from a WAV file past other chunks", () => {
    const head = Buffer.alloc(64);
    head.write("RIFF", 0, "latin1");
    head.write("WAVEfmt ", 8, "latin1");
    head.writeUInt32LE(16, 16);
    head.writeUInt32LE(32_000, 28);
    head.write("LIST", 36, "latin1");
    head.writeUInt32LE(3, 40);
    head.write("data", 48, "latin1");
    head.writeUInt32LE(80_000, 52);
    expect(lengthOf(head)).toBe(2.5);
  });

  it("is read from a FLAC file", () => {
    const head = Buffer.alloc(64);
    head.write("fLaC", 0, "latin1");
    head.writeBigUInt64BE((16_000n << 44n) | (0xffn << 36n) | 24_000n, 18);
    expect(lengthOf(head)).toBe(1.5);
  });

  it("is unknown for anything else", () => {
    expect(lengthOf(Buffer.from("ID3 and so on"))).toBeUndefined();
    expect(lengthOf(Buffer.from("RIFF    WAVE"))).toBeUndefined();
  });
});

describe("a worker", () => {
  const servers: Server[] = [];
  const recording: Recording = { name: "a.wav", audioSeconds: 1, body: new Blob(["sound"]) };
  const patience = { timeoutMs: 5_000, pollMs: 1 };

  /** A gateway whose jobs pass through `statuses`, one a question; it refuses uploads where there are none. */
  async function gateway(statuses: (string | number)[]): Promise<{ url: string; mostAtOnce: () => number }> {
    const asked = new Map<string, number>();
    const running = new Set<string>();
    let most = 0;
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        const answer = (status: number, body: object) =>
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        if (request.method === "POST") {
          if (statuses.length === 0) return answer(415, { detail: "not a recording" });
          const jobId = `job-${asked.size}`;
          asked.set(jobId, 0);
          running.add(jobId);
          most = Math.max(most, running.size);
          return answer(200, { job_id: jobId, status: "queued" });
        }
        const jobId = request.url?.split("/").at(-1) ?? "";
        const question = asked.get(jobId) ?? 0;
        asked.set(jobId, question + 1);
        const status = statuses[Math.min(question, statuses.length - 1)];
        if (typeof status === "number") return answer(status, {});
        if (status === "completed") running.delete(jobId);
        return answer(200, { job_id: jobId, status, file_name: "a.wav" });
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port");
    return { url: `http://127.0.0.1:${address.port}`, mostAtOnce: () => most };
  }

  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  it("follows its job to the end, also past a gateway that fails for a moment", async () => {
    const seen: string[] = [];
    const { url } = await gateway(["queued", 503, "transcribing", "completed"]);
    const attempt = await transcribe(url, recording, patience, (status) => seen.push(status));
    expect(attempt).toMatchObject({ outcome: "completed", jobId: "job-0", fileName: "a.wav" });
    expect(seen).toEqual(["queued", "transcribing", "completed"]);
  });

  it("tells a failed job, a refused upload and a job without end from each other", async () => {
    const outcomeOf = async (statuses: string[], timeoutMs = 5_000) => {
      const { url } = await gateway(statuses);
      return transcribe(url, recording, { timeoutMs, pollMs: 1 }, () => undefined);
    };
    expect(await outcomeOf(["queued", "error"])).toMatchObject({ outcome: "error" });
    expect(await outcomeOf([])).toMatchObject({
      outcome: "rejected",
      detail: expect.stringContaining("415"),
    });
    expect(await outcomeOf(["queued"], 300)).toMatchObject({ outcome: "lost", jobId: "job-0" });
  });

  it("calls an upload lost when nobody listens", async () => {
    const { url } = await gateway(["queued"]);
    servers.splice(0).forEach((server) => server.close());
    expect(await transcribe(url, recording, patience, () => undefined)).toMatchObject({ outcome: "lost" });
  });

  it("takes the next request only when its job has ended", async () => {
    const { url, mostAtOnce } = await gateway(["queued", "transcribing", "completed"]);
    const options = parseOptions(["--requests=7", "--workers=3", "--poll=0.001", `--url=${url}`]);
    const attempts = await runLoad(options, [recording], []);
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(Array(7).fill("completed"));
    expect(new Set(attempts.map((attempt) => attempt.jobId)).size).toBe(7);
    expect(mostAtOnce()).toBeLessThanOrEqual(3);
  });
});
