import type { RequestHandler } from "express";

/** For answers that are JSON and private: never guessed at, framed, run or kept. */
export function securityHeaders(): RequestHandler {
  return (_request, response, next) => {
    response.set({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      // Pages of other origins get no player, picture or script out of it either.
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
    next();
  };
}
