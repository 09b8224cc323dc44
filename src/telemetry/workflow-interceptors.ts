import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from "@temporalio/interceptors-opentelemetry/lib/workflow/index.js";

/* Runs among the workflows, and so only in the bundle that traces (workers/bundle-workflows.ts). */

type Inbound = OpenTelemetryInboundInterceptor;

/** Whoever watches a job asks it every second: worth no span. */
class WithoutQueries extends OpenTelemetryInboundInterceptor {
  override handleQuery(...[input, next]: Parameters<Inbound["handleQuery"]>): Promise<unknown> {
    return next(input);
  }
}

export const interceptors = () => ({
  inbound: [new WithoutQueries()],
  outbound: [new OpenTelemetryOutboundInterceptor()],
  internals: [new OpenTelemetryInternalsInterceptor()],
});
