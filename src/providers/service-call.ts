import { BadRequestError, UnprocessableEntityError } from "openai";
import { classifyLanguageError, classifySpeechError, type ServiceFamily } from "./service-errors.js";

/**
 * Runs one exchange with a service under a deadline. Throws the caller's own reason when `signal` is aborted, and a
 * DiaristError of the family otherwise.
 */
export async function callService<T>(
  family: ServiceFamily,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    return await call(AbortSignal.any([signal, deadline]));
  } catch (error) {
    signal.throwIfAborted();
    const cause: unknown = deadline.aborted ? deadline.reason : error;
    throw family === "speech" ? classifySpeechError(cause) : classifyLanguageError(cause);
  }
}

/**
 * Finds out which of several ways to ask a server understands, the best one first. A way counts as not understood when
 * it is refused (400 or 422) and a simpler one is accepted for the same request, so a bad request alone teaches nothing.
 * What was found holds as long as the returned function lives: refusals are met once, not once a chunk.
 */
export function createNegotiation<Way>(
  ways: readonly Way[],
): <T>(ask: (way: Way) => Promise<T>) => Promise<T> {
  let understood = 0;
  return async (ask) => {
    let refusal: unknown;
    for (const [index, way] of ways.entries()) {
      if (index < understood) continue;
      try {
        const answer = await ask(way);
        understood = Math.max(understood, index);
        return answer;
      } catch (error) {
        if (!(error instanceof BadRequestError || error instanceof UnprocessableEntityError)) throw error;
        refusal = error;
      }
    }
    throw refusal;
  };
}
