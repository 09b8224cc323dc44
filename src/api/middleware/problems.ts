import type { ErrorRequestHandler, RequestHandler } from "express";
import { DiaristError } from "../../domain/errors.js";
import type { Logger } from "../../logger.js";
import { PROBLEM_TYPE, problemOf } from "../problem.js";
import { requestIdOf } from "./request-id.js";

/** The one place where a failure becomes an answer. What we did not foresee is logged whole and told to no client. */
export function problems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = asDiaristError(error);
    const requestId = requestIdOf(response);
    if (known.status >= 500) logger.error({ requestId, code: known.code, err: error }, "request failed");
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    if (known.retryAfterSeconds !== undefined) response.set("retry-after", String(known.retryAfterSeconds));
    // The endpoints of the replaced system write their names so.
    const id = request.path.startsWith("/v1/") ? { requestId } : { request_id: requestId };
    const problem = { ...problemOf(known), instance: request.path, ...id };
    response.status(known.status).type(PROBLEM_TYPE).json(problem);
  };
}

export function routeNotFound(): RequestHandler {
  return (request) => {
    throw new DiaristError("route_not_found", `There is nothing at ${request.path}.`);
  };
}

/** For a path that exists: says which methods it takes. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  return (request, response) => {
    response.set("allow", methods.join(", "));
    if (request.method === "OPTIONS") {
      response.status(204).end();
      return;
    }
    throw new DiaristError("method_not_allowed", `${request.path} takes ${methods.join(" and ")} only.`);
  };
}

/** What went wrong, with a code; what has none is a failure of ours. */
export function asDiaristError(error: unknown): DiaristError {
  if (error instanceof DiaristError) return error;
  // Express and its parsers mark what the client did wrong, e.g. a path that is not percent-encoded.
  if (error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500)
    return new DiaristError("invalid_request", error.message, { cause: error });
  return new DiaristError("internal_error", "Something went wrong on our side. The log knows more.", {
    cause: error,
  });
}
