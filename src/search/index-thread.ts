import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { SqliteIndex } from "./sqlite-index.js";
import type { Call, Reply } from "./thread-messages.js";

/* The thread that SQLite works on; see threaded-index.ts. */

const index = new SqliteIndex(z.object({ folder: z.string() }).parse(workerData).folder);

parentPort?.on("message", (call: Call) => {
  void carriedOut(call).then((reply) => parentPort?.postMessage(reply));
});

async function carriedOut({ id, method, args }: Call): Promise<Reply> {
  try {
    // It stays with its index.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const result: unknown = await Reflect.apply(index[method], index, args);
    return { id, result };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
