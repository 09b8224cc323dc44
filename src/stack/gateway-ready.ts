import { readinessSchema } from "../contracts/http/readiness.js";
import type { HealthCheck } from "./service.js";

/** Passes when the gateway's /readyz does; else its reason is a line for each thing that the gateway waits for. */
export function gatewayReady(readyUrl: string): HealthCheck {
  return async (signal) => {
    const response = await fetch(readyUrl, { signal });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return;
    const report = readinessSchema.safeParse(answer);
    if (!report.success) throw new Error(`/readyz answered ${String(response.status)}`);
    const waited = Object.entries(report.data.dependencies).filter(([, { ready }]) => !ready);
    const lines = waited.map(
      ([name, { reason = "it is not ready", remedy }]) =>
        `    ${name}: ${reason}${remedy === undefined ? "" : `\n      ${remedy}`}`,
    );
    throw new Error(["it waits for", ...lines].join("\n"));
  };
}
