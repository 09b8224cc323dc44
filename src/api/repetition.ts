import type { Request } from "express";

/**
 * Whether the client says that it has sent the request before. OpenAI's clients, and all that are generated as they are,
 * repeat a request whose connection broke or timed out; without an idempotency key, but with this count.
 */
export function isRepetition(request: Request): boolean {
  return Number(request.get("x-stainless-retry-count") ?? 0) > 0;
}
