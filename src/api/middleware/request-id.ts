import type { RequestHandler, Response } from "express";
import { randomUUID } from "node:crypto";
import { withLogFields } from "../../telemetry/log-context.js";

const HEADER = "x-request-id";

/** Gives each request an id, the client's own where it is harmless in a log, and says it in the answer and in its log lines. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.get(HEADER);
    const id = given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    response.set(HEADER, id);
    withLogFields({ requestId: id }, next);
  };
}

export function requestIdOf(response: Response): string {
  return response.get(HEADER) ?? "";
}
