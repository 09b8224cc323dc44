import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { freePort } from "../../src/stack/free-ports.js";
import { fileHead, FORM_END, requestHead } from "../support/multipart.js";
import { makeWav } from "../support/recordings.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../support/stores.js";

const PATIENT = { timeout: 30_000, interval: 20 };

let home: string;
let objectStore: TestObjectStore;
let jobStore: TestJobStore;
let gateway: ChildProcess;
let port: number;
let url: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "diarist-shutdown-"));
  [objectStore, jobStore, port] = await Promise.all([startObjectStore(), startJobStore(), freePort()]);
  url = `http://127.0.0.1:${port}`;
  const { accessKeyId, secretAccessKey } = objectStore.options.credentials;
  gateway = spawn(process.execPath, ["--import", "tsx", pathOf("src/api/main.ts")], {
    stdio: "ignore",
    env: {
      PATH: process.env["PATH"],
      PORT: String(port),
      DIARIST_HOME: home,
      DIARIST_S3_ENDPOINT: objectStore.options.endpoint,
      DIARIST_DYNAMODB_ENDPOINT: jobStore.options.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      // Nobody is there: what is uploaded waits in the store.
      TEMPORAL_ADDRESS: `127.0.0.1:${String(await freePort())}`,
      DIARIST_DRAIN_SECONDS: "60",
      DIARIST_DRAIN_DELAY_SECONDS: "3",
    },
  });
  await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), PATIENT);
});
afterAll(async () => {
  gateway.kill("SIGKILL");
  await Promise.all([objectStore.stop(), jobStore.stop()]);
  await rm(home, { recursive: true, force: true });
});

describe("a gateway that is told to end", () => {
  it("says that it is not ready, then takes no connection, and cuts neither upload nor stream", async () => {
    const { job_id: jobId } = z.object({ job_id: z.string() }).parse(await (await uploadWhole()).json());
    const stream = await fetch(`${url}/v1/jobs/${jobId}/events`);
    expect(stream.status).toBe(200);
    const streamed = stream.text();

    const file = makeWav(200_000);
    const [head, end] = [fileHead("slow.wav"), FORM_END];
    const slow = connect(port, "127.0.0.1");
    const answer = text(slow);
    const length = head.length + file.length + end.length;
    await send(slow, requestHead({ "content-length": length, connection: "close" }) + head);
    await send(slow, file.subarray(0, 100_000));

    const exited = once(gateway, "exit");
    gateway.kill("SIGTERM");
    await vi.waitFor(async () => {
      const response = await fetch(`${url}/readyz`);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        dependencies: { gateway: { reason: "it is stopping" } },
      });
    }, PATIENT);
    expect(await streamed).toMatch(/come back\nretry: \d+\n\n$/);
    await vi.waitFor(() => expect(isRefused()).resolves.toBe(true), PATIENT);
    expect(gateway.exitCode).toBeNull();

    await send(slow, file.subarray(100_000));
    await send(slow, end);
    const [status = "", body = ""] = [
      /^HTTP\/1\.1 (\d+)/.exec(await answer)?.[1],
      (await answer).split("\r\n\r\n")[1],
    ];
    expect(status).toBe("200");
    const { job_id: slowJobId } = z.object({ job_id: z.string() }).parse(JSON.parse(body));
    expect(await exited).toEqual([0, null]);
    expect(await jobStore.jobs.get("local", slowJobId)).toMatchObject({ sizeBytes: file.length });
  });
});

function uploadWhole(): Promise<Response> {
  const form = new FormData();
  form.set("file", new Blob([makeWav(1_000)]), "a.wav");
  return fetch(`${url}/upload-audio/`, { method: "POST", body: form });
}

function send(socket: Socket, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error == null ? resolve() : reject(error)));
  });
}

function isRefused(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED"));
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
  });
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
