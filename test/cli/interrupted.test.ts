import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jobKeys } from "../../src/domain/object-keys.js";
import { startCuttingProxy } from "../api/uploads/cutting-proxy.js";
import { randomNumbers } from "../support/random-numbers.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeWav } from "../support/recordings.js";
import { runPiped, TerminalRun } from "./command-line.js";
import { finish } from "./fleets.js";

const MEBIBYTE = 1024 ** 2;
const PATIENCE = { timeout: 40_000, interval: 100 };

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-interrupted-"));
  return () => rm(folder, { recursive: true });
});

const surroundings = (server = gateway.url) => ({
  env: { DIARIST_SERVER: server, DIARIST_HOME: join(folder, "home") },
  cwd: folder,
});

describe("Ctrl-C", () => {
  test("ends the following and not the job, and says how to look at it again", async () => {
    await writeFile(join(folder, "Monday.wav"), makeWav(2_000));
    const run = new TerminalRun(["transcribe", "Monday.wav"], surroundings());
    await expect.poll(() => run.screen, PATIENCE).toContain("queued");
    run.interrupt();
    expect(await run.ended).toBe(130);
    const job = gateway.starter.started.find(({ fileName }) => fileName === "Monday.wav");
    const id = job?.jobId.slice(0, 8) ?? "";
    expect(run.screen).toContain(`diarist jobs events ${id}`);
    expect(run.screen).not.toContain("    at ");
    if (job === undefined) throw new Error("no job");
    await finish(gateway, job);
    expect(await runPiped(["transcript", id], surroundings())).toMatchObject({
      code: 0,
      stdout: "What Monday.wav says.\n",
    });
  });
});

test("an upload goes on where it was each time the connection is lost, and arrives as it was sent", async () => {
  const body = makeWav(24 * MEBIBYTE + 1);
  await writeFile(join(folder, "long.wav"), body);
  const random = randomNumbers(3);
  const proxy = await startCuttingProxy({
    targetPort: () => gateway.port,
    cutAfterBytes: Array.from({ length: 2 }, () => Math.floor((2 + random() * 6) * MEBIBYTE)),
  });
  const run = await runPiped(
    ["transcribe", "long.wav", "--detach"],
    surroundings(`http://127.0.0.1:${String(proxy.port)}`),
  );
  await proxy.stop();
  expect(run.code).toBe(0);
  expect(proxy.cuts()).toBe(2);
  expect(run.stderr).toContain("long.wav: waiting: connection lost, trying again");
  const stored = await gateway.context.objects.get(jobKeys("local", run.stdout.trim()).audio);
  expect(stored?.equals(body)).toBe(true);
});
