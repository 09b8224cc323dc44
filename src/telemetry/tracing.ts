import type { Attributes } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { Resource } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";

export interface TracingOptions {
  /** The collector's base URL. */
  endpoint: string;
  service: string;
}

export interface Tracing {
  resource: Resource;
  spanProcessor: SpanProcessor;
  /** Sends what has not been sent; never rejects. */
  stop: () => Promise<void>;
}

/**
 * From here on this process's spans go to the collector at `endpoint`, OTLP over HTTP. Without it the calls of
 * `@opentelemetry/api` throughout the tree do nothing. The sampler is what OTEL_TRACES_SAMPLER says, by default every trace.
 */
export function startTracing({ endpoint, service }: TracingOptions): Tracing {
  const resource = new Resource({ "service.name": service, "service.namespace": "diarist" });
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const spanProcessor = new BatchSpanProcessor(discreet(new OTLPTraceExporter({ url })));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [spanProcessor] });
  provider.register();
  return {
    resource,
    spanProcessor,
    // A collector that is away costs its spans and nothing else.
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

/**
 * What a span may tell. Temporal's interceptors add all they know of a workflow, with its file's name and its last result,
 * and each error's message, which may quote an answer or a URL with a key in it.
 */
const ATTRIBUTES = new Set([
  ...["http.request.method", "http.route", "http.response.status_code", "url.path", "server.address"],
  ...["diarist.request_id", "workflowId", "runId", "workflowType", "taskQueue", "attempt"],
  ...["temporalWorkflowId", "run_id", "temporalActivityId", "temporalUpdateId", "exception.type"],
]);

function discreet(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => {
      exporter.export(spans.map(withoutContent), done);
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

function withoutContent(span: ReadableSpan): ReadableSpan {
  const events = span.events.map((event) => ({ ...event, attributes: allowed(event.attributes) }));
  const told: Partial<ReadableSpan> = {
    attributes: allowed(span.attributes),
    events,
    status: { code: span.status.code },
  };
  return new Proxy(span, {
    get: (target, name): unknown => Reflect.get(name in told ? told : target, name),
  });
}

function allowed(attributes: Attributes = {}): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => ATTRIBUTES.has(name)));
}
