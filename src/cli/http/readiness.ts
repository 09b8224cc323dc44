import { readinessSchema, type Readiness } from "../../contracts/http/readiness.js";
import type { ApiClient } from "./client.js";

/** Longer than a service that is well takes to ask everything that it depends on; who takes longer is not there. */
export const PATIENCE_MS = 20_000;

/** What a service says of itself and its parts; undefined where something answers that is no Diarist. Throws where nobody does. */
export async function askReadiness(client: ApiClient): Promise<Readiness | undefined> {
  const response = await fetch(client.url("/readyz"), { signal: AbortSignal.timeout(PATIENCE_MS) });
  return readinessSchema.safeParse(await response.json()).data;
}
