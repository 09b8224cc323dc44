/** The variables of config.ts that say what operators see. */
interface TelemetryVariables {
  DIARIST_METRICS_HOST: string;
  DIARIST_METRICS_PORT?: number | undefined;
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
}

export interface TelemetryConfig {
  /** Where Prometheus finds this process; undefined: nowhere. */
  metrics: { host: string; port: number } | undefined;
  /** Base URL of an OTLP/HTTP collector for traces; undefined: there are none. */
  traces: { endpoint: string } | undefined;
}

export function telemetryOf(env: TelemetryVariables): TelemetryConfig {
  const {
    DIARIST_METRICS_HOST: host,
    DIARIST_METRICS_PORT: port,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  } = env;
  return {
    metrics: port === undefined ? undefined : { host, port },
    traces: endpoint === undefined ? undefined : { endpoint },
  };
}
