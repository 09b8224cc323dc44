/*
 * How much memory the gateway takes while large files pass through it: the real gateway over the real stores and Temporal,
 * each in a process of its own. On Linux, after `npm run build`:
 *
 *   npx tsx bench/upload-memory.ts [GiB of each file] [uploads at once]
 *
 * Exits with 1 when the peak is over 300 MB.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { httpHealth } from "../src/stack/health.js";
import { partPath } from "../src/stack/parts.js";
import { temporalService } from "../src/stack/services/temporal.js";
import { freePort } from "../test/support/free-port.js";
import { BOUNDARY, fileHead, FORM_END } from "../test/support/multipart.js";
import { makeWav } from "../test/support/recordings.js";
import { startJobStore, startObjectStore } from "../test/support/stores.js";
import { startTestService } from "../test/support/test-service.js";

const MEBIBYTE = 1024 ** 2;
const MAX_PEAK_MEGABYTES = 300;

const [gibibytes = 1, uploads = 1] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), "diarist-bench-"));
const objectStore = await startObjectStore();
const jobStore = await startJobStore();
const [port, uiPort] = [await freePort(), await freePort()];
const temporal = await startTestService(
  temporalService({
    executable: partPath("temporal"),
    dataFolder: folder,
    port,
    uiPort,
    namespace: "default",
  }),
);
const { service: gateway, port: gatewayPort } = await startGatewayProcess(port);
try {
  const before = await peakMegabytes(gateway.pid);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: uploads }, () => upload(gatewayPort, gibibytes * 1024)));
  const seconds = (performance.now() - startedAt) / 1000;
  const peak = await peakMegabytes(gateway.pid);
  const rate = (uploads * gibibytes * 1024) / seconds;
  console.log(`${uploads} x ${gibibytes} GiB in ${seconds.toFixed(1)} s (${rate.toFixed(0)} MiB/s)`);
  console.log(`the gateway's memory: ${before.toFixed(0)} MB at rest, ${peak.toFixed(0)} MB at most`);
  process.exitCode = peak < MAX_PEAK_MEGABYTES ? 0 : 1;
} finally {
  await Promise.all([gateway, temporal, objectStore, jobStore].map((service) => service.stop()));
  await rm(folder, { recursive: true, force: true });
}

async function startGatewayProcess(temporalPort: number) {
  const httpPort = await freePort();
  const { accessKeyId, secretAccessKey } = objectStore.options.credentials;
  const service = await startTestService({
    name: "gateway",
    command: process.execPath,
    args: [fileURLToPath(new URL("../dist/api/main.js", import.meta.url))],
    env: {
      PORT: String(httpPort),
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
      DIARIST_S3_ENDPOINT: objectStore.options.endpoint,
      DIARIST_DYNAMODB_ENDPOINT: jobStore.options.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      DIARIST_WATCH_STDIN: "1",
    },
    folders: [],
    ports: [],
    checkHealth: httpHealth(`http://127.0.0.1:${httpPort}/healthz`),
  });
  return { service, port: httpPort };
}

/** Sends a recording that is made on the way, and fails unless it is answered with 200. */
async function upload(gatewayPort: number, mebibytes: number): Promise<void> {
  const piece = randomBytes(MEBIBYTE);
  function* form(): Generator<string | Buffer> {
    yield fileHead("long.wav");
    yield makeWav(0);
    for (let sent = 0; sent < mebibytes; sent += 1) yield piece;
    yield FORM_END;
  }
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  const call = request({ port: gatewayPort, method: "POST", path: "/upload-audio/", headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    call.on("error", reject).on("response", (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
  });
  await pipeline(Readable.from(form(), { objectMode: false }), call);
  const status = await answered;
  if (status !== 200) throw new Error(`The upload was answered with ${status}`);
}

/** The most that a process has had in memory so far. */
async function peakMegabytes(pid: number): Promise<number> {
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}
