import { describeExit, startChild } from "./child.js";
import { awaitHealthy } from "./health.js";
import type { ServiceSpec } from "./service.js";

export interface RunningService {
  pid: number;
  stop: () => Promise<void>;
}

const LAST_LINES = 20;

/** Starts one service without a supervisor (tests do) and waits until it is healthy; a failure carries its last log lines. */
export async function startService(
  spec: ServiceSpec,
  options: { timeoutMs?: number } = {},
): Promise<RunningService> {
  const lines: string[] = [];
  const child = await startChild(spec, (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
  });
  const failure = new AbortController();
  const fail = (why: string): void => failure.abort(new Error(`${spec.name} ${why}\n${lines.join("\n")}`));
  let unhealthy = "";
  const timeoutMs = options.timeoutMs ?? 60_000;
  const timer = setTimeout(() => fail(`is not healthy after ${timeoutMs} ms: ${unhealthy}`), timeoutMs);
  void child.exited.then((exit) => fail(describeExit(exit)));
  try {
    await awaitHealthy(spec.checkHealth, failure.signal, (reason) => (unhealthy = reason));
  } catch (error) {
    await child.stop(1_000);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  if (child.pid === undefined) throw new Error(`${spec.name} has no process`);
  return {
    pid: child.pid,
    stop: async () => {
      await child.stop(5_000);
    },
  };
}
