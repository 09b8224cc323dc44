import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { RequestHandler } from "express";
import { routeOf } from "./metrics.js";
import { requestIdOf } from "./request-id.js";

/** Asked every few seconds by whoever runs the service. */
const PROBES = new Set(["/healthz", "/readyz"]);

/** One span a request, in the caller's own trace where it sends a `traceparent`. Nothing of query, headers and body is in it. */
export function tracing(): RequestHandler {
  const tracer = trace.getTracer("diarist");
  return (request, response, next) => {
    if (PROBES.has(request.path)) {
      next();
      return;
    }
    // Baggage would go on into workflows' histories and to the speech service, whatever a client has put into it.
    const parent = propagation.deleteBaggage(propagation.extract(ROOT_CONTEXT, request.headers));
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, parent);
    response.once("close", () => {
      const route = routeOf(request);
      span.updateName(`${request.method} ${route}`);
      span.setAttributes({
        "http.request.method": request.method,
        "http.route": route,
        "http.response.status_code": response.statusCode,
        "diarist.request_id": requestIdOf(response),
      });
      if (response.statusCode >= 500 || !response.writableFinished)
        span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}
