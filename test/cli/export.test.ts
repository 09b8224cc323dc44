import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/domain/job.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeJob } from "../support/job.js";
import { runPiped, type Piped } from "./command-line.js";
import { finish } from "./fleets.js";

let gateway: TestGateway;
let folder: string;
const jobs: Job[] = [];
beforeAll(async () => {
  gateway = await startGateway();
  for (const title of ["Monday", "Tuesday"]) {
    const job = makeJob({ title, createdAt: `2026-03-0${jobs.length + 1}T12:00:00.000Z` });
    await gateway.context.jobs.create(job);
    await gateway.context.objects.put(jobKeys("local", job.jobId).audio, `the sound of ${title}`);
    await finish(gateway, job);
    jobs.push(job);
  }
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-export-"));
  return () => rm(folder, { recursive: true });
});

const diarist = (...args: string[]): Promise<Piped> =>
  runPiped(args, { env: { DIARIST_SERVER: gateway.url, DIARIST_HOME: join(folder, "home") }, cwd: folder });

/** As another program reads it. */
async function namesIn(file: string): Promise<string> {
  const list =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*z.namelist(), sep='\\n')";
  return (await promisify(execFile)("python3", ["-c", list, join(folder, file)])).stdout;
}

describe("diarist export", () => {
  test("writes everything into a zip of today's name, once", async () => {
    const { code, stdout, stderr } = await diarist("export");
    expect([code, stdout]).toEqual([0, ""]);
    const [name = "", ...others] = (await readdir(folder)).filter((each) => each !== "home");
    expect([name, others]).toEqual([expect.stringMatching(/^Diarist \d{4}-\d\d-\d\d\.zip$/), []]);
    expect(stderr).toContain(`Export: done: ${name}, `);
    const names = await namesIn(name);
    for (const title of ["Monday", "Tuesday"]) expect(names).toMatch(new RegExp(`${title}.*/audio\\.m4a`));

    const before = await readFile(join(folder, name));
    const again = await diarist("export");
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("is there already")]);
    expect((await readFile(join(folder, name))).equals(before)).toBe(true);
    expect((await diarist("export", "--force")).code).toBe(0);
  });

  test("writes the jobs that are named, or those of some days, and without their sound", async () => {
    const [monday] = jobs;
    const { code, stdout } = await diarist("export", monday?.jobId ?? "", "--output", "one.zip", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([0, { file: "one.zip", sizeBytes: expect.any(Number) }]);
    expect(await namesIn("one.zip")).toMatch(/Monday/);
    expect(await namesIn("one.zip")).not.toMatch(/Tuesday/);
    await diarist("export", "--since", "2026-03-02", "--no-audio", "--output", "two.zip");
    expect(await namesIn("two.zip")).toMatch(/Tuesday/);
    expect(await namesIn("two.zip")).not.toMatch(/Monday|audio/);
  });

  test("leaves no file where the service goes away in the midst, and says so", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/zip" });
      response.write("PK", () => response.destroy());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const args = ["export", "--output", "all.zip", "--server", `http://127.0.0.1:${address.port}`];
    const { code, stderr } = await diarist(...args);
    server.close();
    expect([code, stderr]).toEqual([5, expect.stringContaining("the answer broke off")]);
    expect((await readdir(folder)).filter((name) => name !== "home")).toEqual([]);
  });
});
