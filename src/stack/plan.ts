import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../config.js";
import { FLEETS } from "../contracts/names.js";
import type { Credentials } from "./credentials.js";
import { httpHealth } from "./health.js";
import type { PlannedService } from "./keep-alive.js";
import { NODE_FLAGS } from "./node-flags.js";
import { partPath, type Parts } from "./parts.js";
import { LOOPBACK, type ServiceSpec } from "./service.js";
import { jobStoreService } from "./services/job-store.js";
import { objectStoreService } from "./services/object-store.js";
import { speechService } from "./services/speech.js";
import { temporalService } from "./services/temporal.js";

/*
 * Together they leave room within the 10 s in which everything must have ended: gateway and workers drain first, then the
 * services that they use are stopped.
 */
const OWN_GRACE_MS = 6_000;
const EMBEDDED_GRACE_MS = 2_500;

export interface PlanInputs {
  config: Config;
  parts: Parts;
  /** Those of the embedded object store; undefined when the environment's own are used. */
  credentials: Credentials | undefined;
}

/** Everything that `npm start` runs, in the configuration's terms. */
export function planServices(inputs: PlanInputs): PlannedService[] {
  const embedded = embeddedServices(inputs);
  const names = embedded.map(({ name }) => name);
  const stores = names.filter((name) => name !== "speech");
  const env = childEnvironment(inputs);
  return [
    ...embedded.map((spec) => ({ spec, needs: [], graceMs: EMBEDDED_GRACE_MS })),
    {
      spec: measured(gatewayService(inputs.config, env), inputs.config, 0),
      needs: stores,
      graceMs: OWN_GRACE_MS,
    },
    ...FLEETS.map((fleet, index) => ({
      spec: measured(workerService(fleet, env), inputs.config, index + 1),
      needs: fleet === "transcription" ? names : stores,
      graceMs: OWN_GRACE_MS,
    })),
  ];
}

/** Where the gateway is for someone on this machine. */
export function gatewayUrl({ gateway }: Config): string {
  const host = ["0.0.0.0", "::", "[::]"].includes(gateway.host) ? LOOPBACK : gateway.host;
  return `http://${host}:${gateway.port}`;
}

function embeddedServices({ config, parts, credentials }: PlanInputs): ServiceSpec[] {
  const { embedded, home, temporal, speech } = config;
  const specs: ServiceSpec[] = [];
  if (embedded.temporal)
    specs.push(
      temporalService({
        executable: partPath("temporal", parts),
        dataFolder: join(home, "temporal"),
        port: temporal.port,
        uiPort: temporal.uiPort,
        namespace: temporal.namespace,
      }),
    );
  if (embedded.objectStore !== undefined && credentials !== undefined)
    specs.push(
      objectStoreService({
        executable: partPath("versitygw", parts),
        dataFolder: join(home, "objects"),
        port: embedded.objectStore.port,
        region: config.objectStore.region,
        ...credentials,
      }),
    );
  if (embedded.jobStore !== undefined)
    specs.push(
      jobStoreService({
        executable: partPath("dynoxide", parts),
        dataFolder: join(home, "jobs"),
        port: embedded.jobStore.port,
      }),
    );
  if (embedded.speech !== undefined)
    specs.push(
      speechService({
        python: partPath("python", parts),
        port: embedded.speech.port,
        model: partPath("speech-model", parts),
        modelName: speech.model,
      }),
    );
  return specs;
}

/** What the gateway and the workers are told beside what they inherit: where the embedded services are. */
function childEnvironment({ config, parts, credentials }: PlanInputs): Record<string, string> {
  const { embedded, temporal } = config;
  return {
    DIARIST_WATCH_STDIN: "1",
    // Within OWN_GRACE_MS.
    DIARIST_DRAIN_SECONDS: "5",
    DIARIST_DRAIN_DELAY_SECONDS: "0",
    DIARIST_HOME: config.home,
    ...(config.access.auditLog !== undefined && { DIARIST_AUDIT_LOG: config.access.auditLog }),
    DIARIST_FFMPEG: parts.ffmpeg?.path ?? config.media.ffmpeg,
    ...(embedded.temporal
      ? { TEMPORAL_ADDRESS: `${LOOPBACK}:${temporal.port}`, TEMPORAL_API_KEY: "", TEMPORAL_TLS: "false" }
      : {}),
    ...(temporal.uiUrl !== undefined && { TEMPORAL_UI_URL: temporal.uiUrl }),
    ...(embedded.objectStore && { DIARIST_S3_ENDPOINT: `http://${LOOPBACK}:${embedded.objectStore.port}` }),
    ...(embedded.jobStore && { DIARIST_DYNAMODB_ENDPOINT: `http://${LOOPBACK}:${embedded.jobStore.port}` }),
    ...(embedded.speech && {
      DIARIST_SPEECH_BASE_URL: `http://${LOOPBACK}:${embedded.speech.port}/v1`,
      DIARIST_SPEECH_FORMATS: "all",
    }),
    // A session token or a profile would be sent along, or preferred, and is not known to the embedded server.
    ...(credentials && {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: "",
      AWS_PROFILE: "",
    }),
  };
}

function gatewayService(config: Config, env: Record<string, string>): ServiceSpec {
  const { host, port } = config.gateway;
  return {
    name: "gateway",
    command: process.execPath,
    args: [...NODE_FLAGS, programPath("api/main.js")],
    env,
    folders: [],
    ports: [{ host, port, variable: "PORT" }],
    checkHealth: httpHealth(`${gatewayUrl(config)}/healthz`),
  };
}

/** A worker has no address; that its fleet is at work is what the gateway's /readyz says. */
function workerService(fleet: string, env: Record<string, string>): ServiceSpec {
  return {
    name: fleet,
    command: process.execPath,
    args: [...NODE_FLAGS, programPath("workers/main.js"), fleet],
    env,
    folders: [],
    ports: [],
    checkHealth: () => Promise.resolve(),
  };
}

/** Each process of ours has a metrics endpoint of its own, on the ports from the configured one on. */
function measured(spec: ServiceSpec, { metrics }: Config, offset: number): ServiceSpec {
  if (metrics === undefined) return spec;
  const port = metrics.port + offset;
  return {
    ...spec,
    env: { ...spec.env, DIARIST_METRICS_PORT: String(port) },
    ports: [...spec.ports, { host: metrics.host, port, variable: "DIARIST_METRICS_PORT" }],
  };
}

function programPath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
