import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jobKeys } from "../../src/domain/object-keys.js";
import { startCuttingProxy, type CuttingProxy } from "../api/uploads/cutting-proxy.js";
import { KillableGateway } from "../support/killable-gateway.js";
import { makeWav } from "../support/recordings.js";
import { PipedRun } from "./command-line.js";

const MEBIBYTE = 1024 ** 2;

let gateway: KillableGateway;
let folder: string;
beforeAll(async () => {
  gateway = await KillableGateway.start();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-cli-killed-"));
  return () => rm(folder, { recursive: true });
});

function send({ port }: CuttingProxy): PipedRun {
  const env = {
    DIARIST_SERVER: `http://127.0.0.1:${String(port)}`,
    DIARIST_HOME: join(folder, "home"),
  };
  return new PipedRun(["transcribe", "long.wav", "--detach"], { env, cwd: folder });
}

async function arrived(jobId: string, body: Buffer): Promise<boolean> {
  const stored = await gateway.objectStore.objects.get(jobKeys("local", jobId).audio);
  return stored?.equals(body) ?? false;
}

test("an upload goes on over a gateway that is killed in its midst twice, and arrives as it was sent", async () => {
  const body = makeWav(24 * MEBIBYTE + 3);
  await writeFile(join(folder, "long.wav"), body);
  const proxy = await startCuttingProxy({
    targetPort: () => gateway.port,
    cutAfterBytes: [9 * MEBIBYTE + 5, 7 * MEBIBYTE + 11],
    onCut: () => gateway.restart(),
  });
  const { code, stdout, stderr } = await send(proxy).ended;
  await proxy.stop();
  expect([code, proxy.cuts()]).toEqual([0, 2]);
  expect(stderr).toContain("long.wav: waiting: connection lost, trying again");
  expect(await arrived(stdout.trim(), body)).toBe(true);
  // Nothing is left to be taken up again.
  expect(await readdir(join(folder, "home/cli/uploads"))).toEqual([]);
});

test("an upload whose program was killed is gone on with by the same command, from where it was", async () => {
  const body = makeWav(24 * MEBIBYTE + 7);
  await writeFile(join(folder, "long.wav"), body);
  let sentBytes = 0;
  const proxy = await startCuttingProxy({
    targetPort: () => gateway.port,
    cutAfterBytes: [17 * MEBIBYTE],
    onCut: () => run.kill("SIGKILL"),
    onBytes: (count) => (sentBytes += count),
  });
  const run = send(proxy);
  expect(await run.ended).toMatchObject({ code: null, stdout: "" });
  sentBytes = 0;
  const { code, stdout } = await send(proxy).ended;
  await proxy.stop();
  expect(code).toBe(0);
  expect(await arrived(stdout.trim(), body)).toBe(true);
  // What had arrived in whole parts is not sent a second time.
  expect(sentBytes).toBeLessThan(body.length - 8 * MEBIBYTE);
});
