import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from "@temporalio/interceptors-opentelemetry/lib/worker/index.js";
import { OpenTelemetryWorkflowClientInterceptor } from "@temporalio/interceptors-opentelemetry/lib/client/index.js";
import type { Context } from "@temporalio/activity";
import type { Tracing } from "./tracing.js";

type Client = OpenTelemetryWorkflowClientInterceptor;

/** What changes a workflow belongs to the trace of who asked for it. Looking at one is done every second, by watchers. */
class WithoutLooks extends OpenTelemetryWorkflowClientInterceptor {
  override query(...[input, next]: Parameters<Client["query"]>): ReturnType<Client["query"]> {
    return next(input);
  }

  override describe(...[input, next]: Parameters<Client["describe"]>): ReturnType<Client["describe"]> {
    return next(input);
  }
}

export type TemporalTracing = ReturnType<typeof traceTemporal>;

export function traceTemporal({ spanProcessor, resource }: Tracing) {
  return {
    /** For a client whose workflows go on in the caller's trace. */
    client: { workflow: [new WithoutLooks()] },
    activity: (context: Context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context) }),
    /** What workflows tell of their spans; they cannot send them themselves. */
    sinks: { exporter: makeWorkflowExporter(spanProcessor, resource) },
  };
}
