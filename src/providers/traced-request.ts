import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Runs one request to a service in a span of its own, which the service can go on with: `send` is given the headers that
 * name it. `path` is the operation's, without the base URL's, and no query: those may hold secrets. Without tracing all
 * of this does nothing.
 */
export async function tracedRequest(
  { method, path, host }: { method: string; path: string; host: string },
  send: (headers: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  const attributes = { "http.request.method": method, "url.path": path, "server.address": host };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace.getTracer("diarist").startActiveSpan(`${method} ${path}`, options, async (span) => {
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    try {
      const response = await send(headers);
      span.setAttribute("http.response.status_code", response.status);
      if (!response.ok) span.setStatus({ code: SpanStatusCode.ERROR });
      return response;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
