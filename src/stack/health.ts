import { setTimeout as sleep } from "node:timers/promises";
import type { HealthCheck } from "./service.js";

/** Healthy when a GET is answered with a 2xx. */
export function httpHealth(url: string): HealthCheck {
  return async (signal) => {
    const response = await fetch(url, { signal });
    const body = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body.slice(0, 300)}`);
  };
}

/** One check that is given up after `timeoutMs`; gives the reason why it is not healthy, or undefined. */
export async function whyUnhealthy(check: HealthCheck, timeoutMs = 3_000): Promise<string | undefined> {
  try {
    await check(AbortSignal.timeout(timeoutMs));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Resolves when the check passes; rejects with the signal's reason when it is aborted first. */
export async function awaitHealthy(
  check: HealthCheck,
  signal: AbortSignal,
  onUnhealthy: (reason: string) => void = () => undefined,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const reason = await whyUnhealthy(check);
    if (reason === undefined) return;
    onUnhealthy(reason);
    await sleep(100, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** fetch says only "fetch failed"; what failed is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof Error) return cause.message === "" ? cause.name : cause.message;
  return error.message;
}
