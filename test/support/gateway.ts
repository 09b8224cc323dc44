import { createApp } from "../../src/api/app.js";
import type { ApiContext } from "../../src/api/context.js";
import { Readiness, type Dependency } from "../../src/api/readiness.js";
import { closeGracefully, createGatewayServer, listen } from "../../src/api/server.js";
import { createLogger } from "../../src/logger.js";
import type { ObjectStore } from "../../src/storage/ports.js";
import { FakeJobStarter } from "./job-starter.js";
import { startJobStore, startObjectStore, type TestJobStore, type TestObjectStore } from "./stores.js";
import { countUnfinishedUploads } from "./unfinished-uploads.js";

export interface TestGateway {
  url: string;
  port: number;
  context: ApiContext;
  starter: FakeJobStarter;
  /** Every key in the bucket and every unfinished upload; what is not in here was not left behind. */
  stored: () => Promise<{ keys: string[]; unfinishedUploads: number; jobs: number }>;
  stop: () => Promise<void>;
}

export interface TestStores {
  objectStore: TestObjectStore;
  jobStore: TestJobStore;
}

/** The real app on a free port, over the real stores; only Temporal is a double. */
export async function startGateway(
  options: { maxUploadBytes?: number; dependencies?: Dependency[]; stores?: TestStores } = {},
): Promise<TestGateway> {
  const { maxUploadBytes = 64 * 1024 ** 2, dependencies = [] } = options;
  const stores = options.stores ?? {
    objectStore: await startObjectStore(),
    jobStore: await startJobStore(),
  };
  const { objects } = stores.objectStore;
  const { jobs } = stores.jobStore;
  const starter = new FakeJobStarter();
  const logger = createLogger("test", "silent");
  const context = { objects, jobs, starter, logger, maxUploadBytes, readiness: new Readiness(dependencies) };
  const server = createGatewayServer(createApp(context));
  const port = await listen(server, "127.0.0.1", 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    context,
    starter,
    stored: async () => ({
      keys: await keysOf(objects),
      unfinishedUploads: await countUnfinishedUploads(stores.objectStore),
      jobs: (await jobs.list("local")).jobs.length,
    }),
    stop: async () => {
      await closeGracefully(server);
      if (options.stores !== undefined) return;
      await stores.objectStore.stop();
      await stores.jobStore.stop();
    },
  };
}

async function keysOf(objects: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list("")) keys.push(key);
  return keys;
}
