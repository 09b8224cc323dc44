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

/** For a client whose workflows go on in the caller's trace. */
export function tracedClient() {
  return { workflow: [new WithoutLooks()] };
}

export function tracedActivity(context: Context) {
  return { inbound: new OpenTelemetryActivityInboundInterceptor(context) };
}

/** What workflows tell of their spans; they cannot send them themselves. */
export function tracedSinks({ spanProcessor, resource }: Tracing) {
  return { exporter: makeWorkflowExporter(spanProcessor, resource) };
}
