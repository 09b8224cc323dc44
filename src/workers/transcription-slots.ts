import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Hosted services take many requests at once, and ask us to slow down by 429 and `Retry-After`. */
const SLOTS_OF_A_SERVICE = 16;
/** One chunk more than the engine works on, so that it never waits for the next. */
const IN_ITS_QUEUE = 1;
const ASK_TIMEOUT_MS = 2_000;
/** An engine that is started with us loads its model first. */
const ASK_AGAIN_MS = 1_000;
const ATTEMPTS = 30;

const healthSchema = z.object({ capacity: z.number().int().positive() });

/** How many chunks one transcription worker has under way: what its engine says that it can do, or a service's usual. */
export async function transcriptionSlots(baseUrl: string | undefined): Promise<number> {
  if (baseUrl === undefined) return SLOTS_OF_A_SERVICE;
  const health = new URL("/health", baseUrl);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await fetch(health, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
      .then(async (response) => (response.ok ? await response.json() : {}))
      // Not there, or not JSON; only the first is worth asking again.
      .catch((error: unknown) => (error instanceof SyntaxError ? {} : undefined));
    if (answer !== undefined) {
      const told = healthSchema.safeParse(answer);
      return told.success ? told.data.capacity + IN_ITS_QUEUE : SLOTS_OF_A_SERVICE;
    }
    await sleep(ASK_AGAIN_MS);
  }
  return SLOTS_OF_A_SERVICE;
}
