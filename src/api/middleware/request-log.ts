import type { RequestHandler } from "express";
import type { Logger } from "../../logger.js";
import { requestIdOf } from "./request-id.js";

/** One line a request, without query, headers and bodies: those may hold secrets. Polling is worth one only when it fails. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const { method, path } = request;
    response.once("close", () => {
      const line = {
        requestId: requestIdOf(response),
        method,
        path,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        ...(response.writableFinished ? {} : { clientGone: true }),
      };
      const isPoll = method === "GET" && response.statusCode < 400;
      logger[isPoll ? "debug" : "info"](line, "request");
    });
    next();
  };
}
