import type { Request, RequestHandler, Response } from "express";
import { METHODS } from "node:http";
import type { Counter, Gauge, Histogram } from "prom-client";

export interface HttpMetrics {
  requests: Counter<"route" | "method" | "status">;
  requestDuration: Histogram<"route" | "method" | "status">;
  uploadBytes: Counter;
  uploadsInProgress: Gauge;
}

/** As proxies say it of a client that went away before its answer. */
const CLIENT_GONE = 499;

/** Counts requests and uploads. Goes before all that may read the body. */
export function metrics({
  requests,
  requestDuration,
  uploadBytes,
  uploadsInProgress,
}: HttpMetrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once("close", () => {
      const labels = {
        route: routeOf(request),
        method: METHODS.includes(request.method) ? request.method : "other",
        status: response.headersSent ? response.statusCode : CLIENT_GONE,
      };
      requests.inc(labels);
      requestDuration.observe(labels, (performance.now() - startedAt) / 1000);
    });
    if (isUpload(request)) {
      countBytes(request, uploadBytes);
      countWhileReceiving(request, response, uploadsInProgress);
    }
    next();
  };
}

/** The path's template, in OpenAPI's form: ids in a label would make it grow without end. */
export function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === "object" && route !== null && "path" in route ? route.path : undefined;
  return typeof path === "string" ? path.replaceAll(/[:*](\w+)/g, "{$1}") : "none";
}

function isUpload({ headers }: Request): boolean {
  return /^(multipart\/form-data|application\/offset\+octet-stream)\b/i.test(headers["content-type"] ?? "");
}

/** Node's parser hands each piece of a body to `push`: listening for `data` instead would take it from its reader. */
function countBytes(request: Request, uploadBytes: Counter): void {
  const push = request.push.bind(request);
  request.push = (piece: unknown, encoding) => {
    if (piece instanceof Uint8Array) uploadBytes.inc(piece.length);
    return push(piece, encoding);
  };
}

function countWhileReceiving(request: Request, response: Response, inProgress: Gauge): void {
  let isReceiving = true;
  const received = (): void => {
    if (isReceiving) inProgress.dec();
    isReceiving = false;
  };
  inProgress.inc();
  request.once("end", received);
  response.once("close", received);
}
