import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { freePort } from "../../support/free-port.js";
import { makeWav } from "../../support/recordings.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../../support/stores.js";
import { countUnfinishedUploads } from "../../support/unfinished-uploads.js";
import { seeded, startCuttingProxy } from "./cutting-proxy.js";
import { sendByTus } from "./tus-client.js";

const MEBIBYTE = 1024 ** 2;
const main = fileURLToPath(new URL("../../../src/api/main.ts", import.meta.url));
const KILLS = 4;

let objectStore: TestObjectStore;
let jobStore: TestJobStore;
let home: string;
let port: number;
let gateway: ChildProcess | undefined;

beforeAll(async () => {
  objectStore = await startObjectStore();
  jobStore = await startJobStore();
  home = await mkdtemp(join(tmpdir(), "diarist-killed-"));
  port = await freePort();
});
afterAll(async () => {
  await kill();
  await objectStore.stop();
  await jobStore.stop();
  await rm(home, { recursive: true, force: true });
});

/** The gateway's own process, over the tests' stores; Temporal is away, which an upload need not mind. */
async function start(): Promise<void> {
  const { accessKeyId, secretAccessKey } = objectStore.options.credentials;
  gateway = spawn(process.execPath, ["--import", "tsx", main], {
    stdio: "ignore",
    env: {
      PATH: process.env["PATH"],
      DIARIST_HOME: home,
      PORT: String(port),
      TEMPORAL_ADDRESS: `127.0.0.1:${String(await freePort())}`,
      DIARIST_S3_ENDPOINT: objectStore.options.endpoint,
      DIARIST_DYNAMODB_ENDPOINT: jobStore.options.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  for (;;) {
    if (gateway.exitCode !== null) throw new Error("The gateway does not start");
    const response = await fetch(`http://127.0.0.1:${String(port)}/healthz`).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function kill(): Promise<void> {
  const dying = gateway;
  if (dying?.signalCode !== null) return;
  const ended = new Promise((resolve) => dying.once("exit", resolve));
  dying.kill("SIGKILL");
  await ended;
}

test("an upload is identical, and becomes its job, over a gateway that is killed again and again", async () => {
  await start();
  const random = seeded(7);
  const body = makeWav(40 * MEBIBYTE + 1);
  let restarts = Promise.resolve();
  const proxy = await startCuttingProxy({
    targetPort: () => port,
    cutAfterBytes: Array.from({ length: KILLS }, () => Math.floor((2 + random() * 12) * MEBIBYTE)),
    onCut: () => {
      restarts = restarts.then(kill).then(start);
    },
  });
  const { id, jobId } = await sendByTus(
    `http://127.0.0.1:${String(proxy.port)}/files`,
    body,
    { filename: "a.wav", autostart: "true" },
    { retryDelays: Array.from({ length: 600 }, () => 100) },
  );
  await restarts;
  expect(proxy.cuts()).toBe(KILLS);
  expect(jobId).toBe(id);
  const stored = await objectStore.objects.get(jobKeys("local", id).audio);
  expect(stored?.equals(body)).toBe(true);
  expect(await jobStore.jobs.get("local", id)).toMatchObject({
    state: "queued",
    sha256: createHash("sha256").update(body).digest("hex"),
  });
  expect(await countUnfinishedUploads(objectStore)).toBe(0);
  await proxy.stop();
});
