import type { TracingOptions, Tracing } from "./tracing.js";
import type { TemporalTracing } from "./temporal-tracing.js";

export interface LoadedTracing extends Tracing {
  ofTemporal: TemporalTracing;
}

/** Starts tracing; its packages, a fifth of a process's start, are loaded where there is a collector only. */
export async function loadTracing(options: TracingOptions): Promise<LoadedTracing> {
  const [{ startTracing }, { traceTemporal }] = await Promise.all([
    import("./tracing.js"),
    import("./temporal-tracing.js"),
  ]);
  const tracing = startTracing(options);
  return { ...tracing, ofTemporal: traceTemporal(tracing) };
}
