import { setTimeout as sleep } from "node:timers/promises";
import { describeExit, killGroup, startChild, type Child } from "./child.js";
import { awaitHealthy } from "./health.js";
import type { ServiceSpec } from "./service.js";

export interface PlannedService {
  spec: ServiceSpec;
  /** Names of the services that must be healthy before this one is started for the first time. */
  needs: string[];
  /** How long it may take to end before it is killed. */
  graceMs: number;
}

export interface ServiceState {
  phase: "waiting" | "starting" | "healthy" | "down" | "stopped";
  /** Why it is not healthy; empty when it is. */
  reason: string;
  lastLines: string[];
}

export interface KeptService {
  name: string;
  needs: string[];
  state: () => ServiceState;
  /** Resolves when it is healthy for the first time. */
  firstHealthy: Promise<undefined>;
  stop: () => Promise<void>;
  /** At once and without a word. */
  kill: () => void;
}

export interface KeepAliveDeps {
  onLine: (line: string) => void;
  say: (line: string) => void;
  started: (pid: number) => void;
  ended: (pid: number) => void;
}

const LAST_LINES = 8;
/** A service that ran this long has not failed to start: its next restart is quick again. */
const STABLE_MS = 60_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** The pause before a restart after so many failures in a row: doubling from half a second up to half a minute. */
export function backOffMs(failures: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS);
}

/** Starts a service once `ready` resolves, and again whenever it ends, until it is stopped. */
export function keepAlive(
  planned: PlannedService,
  ready: Promise<unknown>,
  deps: KeepAliveDeps,
): KeptService {
  const { spec, needs, graceMs } = planned;
  const stopping = new AbortController();
  const healthy = Promise.withResolvers<undefined>();
  let state: ServiceState = { phase: "waiting", reason: `waits for ${needs.join(", ")}`, lastLines: [] };
  let child: Child | undefined;
  const isStopping = (): boolean => stopping.signal.aborted;

  const onLine = (line: string): void => {
    state.lastLines.push(line);
    if (state.lastLines.length > LAST_LINES) state.lastLines.shift();
    deps.onLine(line);
  };
  const enter = (phase: ServiceState["phase"], reason: string): void => {
    state = { ...state, phase, reason };
  };

  /** One life of the process; gives how it ended. */
  async function live(): Promise<string> {
    enter("starting", "has just been started");
    child = await startChild(spec, onLine);
    const { pid, exited } = child;
    if (pid !== undefined) deps.started(pid);
    const alive = new AbortController();
    const watching = awaitHealthy(spec.checkHealth, alive.signal, (reason) => enter("starting", reason)).then(
      () => {
        enter("healthy", "");
        healthy.resolve(undefined);
      },
      () => undefined,
    );
    if (isStopping()) void child.stop(graceMs);
    const exit = await exited;
    if (pid !== undefined) deps.ended(pid);
    alive.abort(new Error("it ended"));
    await watching;
    return describeExit(exit);
  }

  async function keep(): Promise<void> {
    await Promise.race([ready, aborted(stopping.signal)]);
    let failures = 0;
    while (!isStopping()) {
      const startedAt = performance.now();
      const ending = await live();
      if (isStopping()) break;
      failures = performance.now() - startedAt > STABLE_MS ? 1 : failures + 1;
      const delayMs = backOffMs(failures);
      enter("down", ending);
      deps.say(`${spec.name} ${ending}; it is started again in ${delayMs / 1000} s`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    enter("stopped", "was stopped");
  }

  const kept = keep();
  return {
    name: spec.name,
    needs,
    state: () => state,
    firstHealthy: healthy.promise,
    stop: async () => {
      stopping.abort();
      await child?.stop(graceMs);
      await kept;
    },
    kill: () => {
      stopping.abort();
      killGroup(child?.pid, "SIGKILL");
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
