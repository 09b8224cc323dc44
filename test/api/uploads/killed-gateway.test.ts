import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { KillableGateway } from "../../support/killable-gateway.js";
import { randomNumbers } from "../../support/random-numbers.js";
import { makeWav } from "../../support/recordings.js";
import { countUnfinishedUploads } from "../../support/unfinished-uploads.js";
import { startCuttingProxy } from "./cutting-proxy.js";
import { sendByTus } from "./tus-client.js";

const MEBIBYTE = 1024 ** 2;
const KILLS = 4;

let gateway: KillableGateway;
beforeAll(async () => {
  gateway = await KillableGateway.start();
});
afterAll(() => gateway.stop());

test("an upload is identical, and becomes its job, over a gateway that is killed again and again", async () => {
  const random = randomNumbers(7);
  const body = makeWav(40 * MEBIBYTE + 1);
  const proxy = await startCuttingProxy({
    targetPort: () => gateway.port,
    cutAfterBytes: Array.from({ length: KILLS }, () => Math.floor((2 + random() * 12) * MEBIBYTE)),
    onCut: () => gateway.restart(),
  });
  const { id, jobId } = await sendByTus(
    `http://127.0.0.1:${String(proxy.port)}/files`,
    body,
    { filename: "a.wav", autostart: "true" },
    { retryDelays: Array.from({ length: 600 }, () => 100) },
  );
  await gateway.restarted();
  expect(proxy.cuts()).toBe(KILLS);
  expect(jobId).toBe(id);
  const { objectStore, jobStore } = gateway;
  const stored = await objectStore.objects.get(jobKeys("local", id).audio);
  expect(stored?.equals(body)).toBe(true);
  expect(await jobStore.jobs.get("local", id)).toMatchObject({
    state: "queued",
    sha256: createHash("sha256").update(body).digest("hex"),
  });
  expect(await countUnfinishedUploads(objectStore)).toBe(0);
  await proxy.stop();
});
