import type { RequestHandler, Response } from "express";
import { randomUUID } from "node:crypto";

const HEADER = "x-request-id";

/** Gives each request an id, the client's own where it is harmless in a log, and says it in the answer. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.get(HEADER);
    response.set(HEADER, given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID());
    next();
  };
}

export function requestIdOf(response: Response): string {
  return response.get(HEADER) ?? "";
}
