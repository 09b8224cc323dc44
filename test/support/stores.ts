import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobStoreService } from "../../src/stack/services/job-store.js";
import { objectStoreService } from "../../src/stack/services/object-store.js";
import { partPath } from "../../src/stack/parts.js";
import type { ServiceSpec } from "../../src/stack/service.js";
import type { DynamoOptions } from "../../src/storage/dynamo-access.js";
import { DynamoJobStore } from "../../src/storage/dynamo-job-store.js";
import { S3ObjectStore, type S3Options } from "../../src/storage/s3-object-store.js";
import { freePort } from "../../src/stack/free-ports.js";
import { startTestService } from "./test-service.js";

interface Interruptible {
  /** Kills the server and gives back what starts it again, with all that it holds. */
  interrupt: () => Promise<() => Promise<void>>;
}

/** The real servers' adapters, and how to reach the servers without them. */
export interface TestObjectStore extends Interruptible {
  objects: S3ObjectStore;
  options: S3Options & { endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  stop: () => Promise<void>;
}

export interface TestJobStore extends Interruptible {
  jobs: DynamoJobStore;
  options: DynamoOptions & {
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  stop: () => Promise<void>;
}

const region = "us-east-1";
const credentials = { accessKeyId: "diarist-test", secretAccessKey: "only-for-these-tests" };

/** Starts versitygw on a free port with its data in a temporary folder, and makes a bucket. */
export async function startObjectStore(): Promise<TestObjectStore> {
  const dataFolder = await mkdtemp(join(tmpdir(), "diarist-objects-"));
  const port = await freePort();
  const executable = partPath("versitygw");
  const spec = objectStoreService({ executable, dataFolder, port, region, ...credentials });
  const service = await startInterruptible(spec);
  const options = { endpoint: `http://127.0.0.1:${port}`, region, credentials, bucket: "diarist" };
  const objects = new S3ObjectStore(options);
  await objects.ensureBucket();
  const { interrupt } = service;
  return { objects, options, interrupt, stop: () => stopAndRemove(service, dataFolder) };
}

/** Starts dynoxide on a free port with its data in a temporary folder, and makes the table. */
export async function startJobStore(): Promise<TestJobStore> {
  const dataFolder = await mkdtemp(join(tmpdir(), "diarist-jobs-"));
  const port = await freePort();
  const executable = partPath("dynoxide");
  const service = await startInterruptible(jobStoreService({ executable, dataFolder, port }));
  const options = { endpoint: `http://127.0.0.1:${port}`, region, credentials, table: "diarist" };
  const jobs = new DynamoJobStore(options);
  await jobs.ensureTable();
  const { interrupt } = service;
  return { jobs, options, interrupt, stop: () => stopAndRemove(service, dataFolder) };
}

async function startInterruptible(spec: ServiceSpec): Promise<Interruptible & { stop: () => Promise<void> }> {
  let service = await startTestService(spec);
  return {
    async interrupt() {
      process.kill(service.pid, "SIGKILL");
      await service.stop();
      return async () => {
        service = await startTestService(spec);
      };
    },
    stop: () => service.stop(),
  };
}

async function stopAndRemove(service: { stop: () => Promise<void> }, folder: string): Promise<void> {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
