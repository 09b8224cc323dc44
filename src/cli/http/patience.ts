import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, ConnectionError } from "./api-error.js";

/** A service that is started again is back within this; who has more to lose waits for ever. */
const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

export interface PatienceOptions {
  signal: AbortSignal;
  /** Told why it is waited, each time. */
  onWait?: (reason: string) => void;
  /**
   * Also for what takes a day to pass, or a person. Without it the last failure is thrown after two minutes in which
   * nobody answered.
   */
  forever?: boolean;
}

/** What passes when the day is over, or when someone has made room. */
const SLOWLY_PASSING = new Set(["audio_limit_reached", "storage_limit_reached"]);
const SLOW_PAUSE_MS = 60_000;

/** Does what a service that is away or full will do later; throws at once whatever waiting cannot mend. */
export async function patiently<T>(options: PatienceOptions, work: () => Promise<T>): Promise<T> {
  let pauseMs = FIRST_PAUSE_MS;
  let silentSince: number | undefined;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isSlow = options.forever === true && error instanceof ApiError && SLOWLY_PASSING.has(error.code);
      if (!isPassing(error) && !isSlow) throw error;
      if (!(error instanceof ConnectionError)) silentSince = undefined;
      else silentSince ??= performance.now();
      const isOver = silentSince !== undefined && performance.now() - silentSince > PATIENCE_MS;
      if (isOver && options.forever !== true) throw error;
      options.onWait?.(error instanceof ConnectionError ? "connection lost, trying again" : error.message);
      const asked = error instanceof ApiError ? error.retryAfterSeconds : undefined;
      const nextMs = asked === undefined ? pauseMs : asked * 1000;
      await sleep(isSlow ? SLOW_PAUSE_MS : nextMs, undefined, { signal: options.signal });
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }
}

function isPassing(error: unknown): error is ApiError | ConnectionError {
  return error instanceof ConnectionError || (error instanceof ApiError && error.isPassing);
}
