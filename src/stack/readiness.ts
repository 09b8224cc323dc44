import { setTimeout as sleep } from "node:timers/promises";
import { gatewayReady } from "./gateway-ready.js";
import { whyUnhealthy } from "./health.js";
import type { KeptService } from "./keep-alive.js";

const POLL_MS = 200;
const WATCH_MS = 5_000;
/** Long enough for a usual start to pass without a word. */
const PATIENCE_MS = 10_000;

/** Resolves when the gateway says that everything is at work; meanwhile tells now and then what is not, and why. */
export async function awaitReady(
  services: KeptService[],
  readyUrl: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const check = gatewayReady(readyUrl);
  let toldAt = performance.now();
  for (;;) {
    const reason = services.some(isNotHealthy) ? undefined : await whyUnhealthy(check);
    if (reason === undefined && !services.some(isNotHealthy)) return;
    if (performance.now() - toldAt > PATIENCE_MS) {
      toldAt = performance.now();
      say(`not ready yet:\n${describeUnready(services, reason)}`);
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** Tells when readiness is lost and when it is back, until aborted. */
export async function watchReadiness(
  services: KeptService[],
  readyUrl: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const check = gatewayReady(readyUrl);
  let ready = true;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
    if (isOver()) return;
    const reason = await whyUnhealthy(check, WATCH_MS);
    if (isOver() || (reason === undefined) === ready) continue;
    ready = reason === undefined;
    say(ready ? "ready again" : `not ready:\n${describeUnready(services, reason)}`);
  }
}

/** One line for each part that is not healthy, with its last log lines; or else the gateway's own reason. */
export function describeUnready(services: KeptService[], gatewayReason: string | undefined): string {
  const lines = services.filter(isNotHealthy).flatMap((service) => {
    const { reason, lastLines } = service.state();
    return [`  ${service.name}: ${reason}`, ...lastLines.slice(-3).map((line) => `    > ${line}`)];
  });
  return lines.length > 0 ? lines.join("\n") : `  gateway: ${gatewayReason ?? "not asked yet"}`;
}

function isNotHealthy(service: KeptService): boolean {
  return service.state().phase !== "healthy";
}
