import { isLoopback } from "./config-access.js";

/** The variables of config.ts that say where Temporal is. */
interface TemporalVariables {
  DIARIST_HOST: string;
  TEMPORAL_ADDRESS?: string | undefined;
  TEMPORAL_NAMESPACE: string;
  TEMPORAL_API_KEY?: string | undefined;
  TEMPORAL_TLS?: boolean | undefined;
  TEMPORAL_PORT: number;
  TEMPORAL_UI_PORT: number;
  TEMPORAL_UI_URL?: string | undefined;
}

export interface TemporalConfig {
  /** Undefined: run the embedded one on `port`. */
  address: string | undefined;
  namespace: string;
  apiKey: string | undefined;
  tls: boolean;
  port: number;
  uiPort: number;
  /** Where people look at it; undefined: they are not told. */
  uiUrl: string | undefined;
}

export function temporalOf(env: TemporalVariables): TemporalConfig {
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    apiKey: env.TEMPORAL_API_KEY,
    tls: env.TEMPORAL_TLS ?? env.TEMPORAL_API_KEY !== undefined,
    port: env.TEMPORAL_PORT,
    uiPort: env.TEMPORAL_UI_PORT,
    uiUrl: uiUrlOf(env),
  };
}

/** How every client and worker reaches Temporal: the configured server, or the embedded one. */
export function temporalConnection({ address, port, tls, apiKey }: TemporalConfig) {
  return {
    address: address ?? `127.0.0.1:${port}`,
    tls,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** The embedded one is on this machine, and so of use to those alone who are too. */
function uiUrlOf(env: TemporalVariables): string | undefined {
  const { TEMPORAL_UI_URL: given, TEMPORAL_ADDRESS: address, DIARIST_HOST: host } = env;
  if (given !== undefined) return given.replace(/\/+$/, "");
  return address === undefined && isLoopback(host) ? `http://127.0.0.1:${env.TEMPORAL_UI_PORT}` : undefined;
}
