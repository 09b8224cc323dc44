import type { Request, Response } from "express";

/** Once a minute: half of what the least patient clients wait for the head of an answer. */
const PROCESSING_MS = 60_000;
/** Headers by which a proxy between us and the client makes itself known. */
const PROXY_HEADERS = ["via", "forwarded", "x-forwarded-for"] as const;

/**
 * Keeps the connection of a client that waits for hours. The server's limit for idle connections does not hold for it, a
 * client that vanished is noticed by TCP's own probes, and one that gives up after some minutes without a byte (Node's fetch
 * after five) is told "102 Processing" now and then. Proxies get none: some take it for the answer. Returns what ends it.
 */
export function waitPatiently(
  request: Request,
  response: Response,
  { processingMs = PROCESSING_MS }: { processingMs?: number } = {},
): () => void {
  // Node sets the limit anew for the connection's next request.
  request.socket.setTimeout(0);
  request.socket.setKeepAlive(true, processingMs);
  const isDirect =
    request.httpVersion === "1.1" && PROXY_HEADERS.every((name) => request.get(name) === undefined);
  if (!isDirect) return () => undefined;
  const timer = setInterval(() => {
    if (!response.headersSent && !response.destroyed) response.writeProcessing();
  }, processingMs);
  return () => clearInterval(timer);
}
