import type { RequestHandler } from "express";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "../../logger.js";

/** One line a request, without query, headers and bodies: those may hold secrets. Polling is worth one only when it fails. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const { method, path } = request;
    // An event has the context of whoever emits it, here the socket's; the line is to have the request's ids.
    const log = AsyncLocalStorage.bind(() => {
      const line = {
        method,
        path,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        ...(response.writableFinished ? {} : { clientGone: true }),
      };
      const isPoll = method === "GET" && response.statusCode < 400;
      logger[isPoll ? "debug" : "info"](line, "request");
    });
    response.once("close", log);
    next();
  };
}
