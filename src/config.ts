import { join, resolve } from "node:path";
import { z } from "zod";
import { accessOf, isLoopback, type AccessConfig } from "./config-access.js";
import {
  clientConfigOf,
  clientEnvironmentSchema,
  clientVariables,
  placeVariables,
  port,
  type ClientConfig,
} from "./config-client.js";
import { ConfigError } from "./config-error.js";
import { languageOf, type LanguageConfig } from "./config-language.js";
import { telemetryOf, type TelemetryConfig } from "./config-telemetry.js";
import { temporalOf, type TemporalConfig } from "./config-temporal.js";
import { SPEECH_FORMATS, type SpeechFormats } from "./domain/audio.js";
import type { Limits } from "./domain/limits.js";

export { ConfigError };

/*
 * The configuration: every environment variable that Diarist reads, its default and its meaning. Only this file reads
 * process.env; only entry points call it. An empty variable counts as unset.
 *
 * `npm start` runs an embedded service for each of TEMPORAL_ADDRESS, DIARIST_S3_ENDPOINT, DIARIST_DYNAMODB_ENDPOINT and
 * DIARIST_SPEECH_BASE_URL that is unset, and hands its address to the other processes through that very variable.
 */

/** What `npm start` is told instead of a URL, where Amazon's own service is meant. */
const AMAZON = "aws";

const positive = z.coerce.number().positive();
const count = z.coerce.number().int().min(1);
/** Networks in CIDR form or single addresses, separated by commas; or `all`. */
const targets = z.union([
  z.literal("all"),
  z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ""))
    .pipe(
      z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], "is no network such as 10.1.0.0/16")),
    ),
]);
const endpoint = z.union([z.literal(AMAZON), z.url()]);
const limit = z.coerce.number().int().nonnegative();
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const environmentSchema = z.object({
  // Where things are.
  ...placeVariables,
  DIARIST_SEARCH_FOLDER: z.string().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),

  // Temporal.
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default("default"),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.stringbool().optional(),
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: port.default(8233),
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),

  // The object store and the job store. Credentials are the AWS SDK's own variables.
  DIARIST_S3_ENDPOINT: endpoint.optional(),
  DIARIST_S3_PORT: port.default(7070),
  DIARIST_S3_PUBLIC_ENDPOINT: endpoint.optional(),
  DIARIST_S3_BUCKET: z.string().default("diarist"),
  DIARIST_DYNAMODB_ENDPOINT: endpoint.optional(),
  DIARIST_DYNAMODB_PORT: port.default(8001),
  DIARIST_DYNAMODB_TABLE: z.string().default("diarist"),
  AWS_REGION: z.string().default("us-east-1"),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),

  // Speech.
  DIARIST_SPEECH_BASE_URL: z.url().optional(),
  DIARIST_SPEECH_API_KEY: z.string().optional(),
  DIARIST_SPEECH_MODEL: z.string().default("base"),
  DIARIST_SPEECH_PORT: port.default(8002),
  DIARIST_SPEECH_FORMATS: z.enum(SPEECH_FORMATS).default("common"),
  DIARIST_TRANSCRIPTION_SLOTS: count.optional(),

  // Language: unset means the built-in extractive writer.
  DIARIST_LANGUAGE_BASE_URL: z.url().optional(),
  DIARIST_LANGUAGE_API_KEY: z.string().optional(),
  DIARIST_LANGUAGE_MODEL: z.string().optional(),

  // Who may do what.
  DIARIST_AUTH: z.enum(["keys", "none", "trusted-network"]).optional(),
  DIARIST_OIDC_ISSUER: z.url().optional(),
  DIARIST_OIDC_AUDIENCE: z.string().optional(),
  DIARIST_OIDC_TENANT_CLAIM: list.default(["tenant", "org_id"]),
  DIARIST_OIDC_SCOPE_CLAIM: z.string().default("scope"),
  DIARIST_ALLOWED_HOSTS: list.default([]),
  DIARIST_CORS_ORIGINS: list.default([]),
  DIARIST_AUDIT_LOG: z.string().optional(),

  // What one tenant may use. Unset: without a limit.
  DIARIST_LIMIT_REQUESTS_PER_MINUTE: limit.optional(),
  DIARIST_LIMIT_CONCURRENT_JOBS: limit.optional(),
  DIARIST_LIMIT_AUDIO_MINUTES_PER_DAY: limit.optional(),
  DIARIST_LIMIT_STORED_BYTES: limit.optional(),

  // Limits and cutting.
  DIARIST_MAX_UPLOAD_BYTES: count.default(8 * 1024 ** 3),
  DIARIST_UPLOAD_EXPIRY_SECONDS: count.default(24 * 3600),
  DIARIST_ALLOW_PRIVATE_TARGETS: targets.default([]),
  DIARIST_MAX_AUDIO_SECONDS: positive.default(24 * 3600),
  DIARIST_CHUNK_SECONDS: positive.default(600),
  DIARIST_CHUNK_WINDOW_SECONDS: positive.default(16),
  DIARIST_FFMPEG: z.string().default("ffmpeg"),

  // What operators see, and how a gateway ends.
  DIARIST_METRICS_HOST: z.string().default("127.0.0.1"),
  DIARIST_METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  DIARIST_DRAIN_SECONDS: positive.default(5),
  DIARIST_DRAIN_DELAY_SECONDS: z.coerce.number().nonnegative().default(0),

  // The command line.
  ...clientVariables,
});

export type Environment = z.infer<typeof environmentSchema>;

/** The name of every variable that is read. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environmentSchema.shape);

export interface Config extends TelemetryConfig {
  /** Folder of all data, absolute. */
  home: string;
  /** Of the search index. */
  searchFolder: string;
  logLevel: Environment["LOG_LEVEL"];
  gateway: {
    host: string;
    port: number;
    maxUploadBytes: number;
    uploadExpirySeconds: number;
    /** For what is under way when the gateway is told to end, in all; the part of it in which it goes on listening. */
    drainSeconds: number;
    drainDelaySeconds: number;
  };
  /** `auditLog` is a file; undefined: standard output. */
  access: AccessConfig & { auditLog: string | undefined };
  /** What a tenant may use that has no limits of its own. */
  limits: Limits;
  /** What may be reached on a caller's behalf besides public addresses. */
  allowPrivateTargets: "all" | string[];
  temporal: TemporalConfig;
  /** `endpoint` undefined: Amazon's own, except under `npm start`, which then runs an embedded server on `port`. */
  objectStore: {
    endpoint: string | undefined;
    region: string;
    bucket: string;
  };
  /** Where clients reach the object store; undefined: they do not. */
  clientsObjectStore: { endpoint: string | undefined } | undefined;
  jobStore: { endpoint: string | undefined; region: string; table: string };
  /** `slots` undefined: as many as the engine says. */
  speech: {
    baseUrl: string | undefined;
    apiKey: string | undefined;
    model: string;
    slots: number | undefined;
  };
  /** Undefined: the built-in extractive writer. */
  language: LanguageConfig | undefined;
  media: {
    ffmpeg: string;
    maxAudioSeconds: number;
    chunkSeconds: number;
    chunkWindowSeconds: number;
    speechFormats: SpeechFormats;
  };
  /** Which services `npm start` runs itself, and where. */
  embedded: {
    temporal: boolean;
    objectStore: { port: number } | undefined;
    jobStore: { port: number } | undefined;
    speech: { port: number } | undefined;
  };
}

/** The job store for a program beside `npm start`; the embedded server takes any credentials. */
export function jobStoreOf({ jobStore, embedded }: Config) {
  if (embedded.jobStore === undefined) return jobStore;
  const credentials = { accessKeyId: "embedded", secretAccessKey: "embedded" };
  return { ...jobStore, endpoint: `http://127.0.0.1:${embedded.jobStore.port}`, credentials };
}

/** Checks the environment and gives the configuration; throws ConfigError naming each bad variable. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  return toConfig(checked(environmentSchema, env));
}

/** The few variables that a client of a service needs, which may run elsewhere; throws like readConfig(). */
export function readClientConfig(env: Record<string, string | undefined> = process.env): ClientConfig {
  return clientConfigOf(checked(clientEnvironmentSchema, env));
}

function checked<T extends z.ZodType>(schema: T, env: Record<string, string | undefined>): z.output<T> {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== "" && value !== undefined),
  );
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`The configuration is not valid:\n${lines.join("\n")}`);
}

function toConfig(env: Environment): Config {
  const home = resolve(env.DIARIST_HOME);
  const isEmbedded = env.DIARIST_DYNAMODB_ENDPOINT === undefined;
  return {
    home,
    searchFolder: resolve(env.DIARIST_SEARCH_FOLDER ?? join(home, "search")),
    logLevel: env.LOG_LEVEL,
    gateway: {
      host: env.DIARIST_HOST,
      port: env.PORT,
      maxUploadBytes: env.DIARIST_MAX_UPLOAD_BYTES,
      uploadExpirySeconds: env.DIARIST_UPLOAD_EXPIRY_SECONDS,
      drainSeconds: env.DIARIST_DRAIN_SECONDS,
      drainDelaySeconds: env.DIARIST_DRAIN_DELAY_SECONDS,
    },
    ...telemetryOf(env),
    allowPrivateTargets: env.DIARIST_ALLOW_PRIVATE_TARGETS,
    access: {
      ...accessOf(env),
      // Where `npm start` keeps its data there is a place for it.
      auditLog: env.DIARIST_AUDIT_LOG ?? (isEmbedded ? join(home, "logs", "audit.log") : undefined),
    },
    limits: {
      requestsPerMinute: env.DIARIST_LIMIT_REQUESTS_PER_MINUTE,
      concurrentJobs: env.DIARIST_LIMIT_CONCURRENT_JOBS,
      audioMinutesPerDay: env.DIARIST_LIMIT_AUDIO_MINUTES_PER_DAY,
      storedBytes: env.DIARIST_LIMIT_STORED_BYTES,
    },
    temporal: temporalOf(env),
    objectStore: {
      endpoint: urlOf(env.DIARIST_S3_ENDPOINT),
      region: env.AWS_REGION,
      bucket: env.DIARIST_S3_BUCKET,
    },
    clientsObjectStore: clientsObjectStoreOf(env),
    jobStore: {
      endpoint: urlOf(env.DIARIST_DYNAMODB_ENDPOINT),
      region: env.AWS_REGION,
      table: env.DIARIST_DYNAMODB_TABLE,
    },
    speech: {
      baseUrl: env.DIARIST_SPEECH_BASE_URL,
      apiKey: env.DIARIST_SPEECH_API_KEY,
      model: env.DIARIST_SPEECH_MODEL,
      slots: env.DIARIST_TRANSCRIPTION_SLOTS,
    },
    language: languageOf(env),
    media: {
      ffmpeg: env.DIARIST_FFMPEG,
      maxAudioSeconds: env.DIARIST_MAX_AUDIO_SECONDS,
      chunkSeconds: env.DIARIST_CHUNK_SECONDS,
      chunkWindowSeconds: env.DIARIST_CHUNK_WINDOW_SECONDS,
      speechFormats: env.DIARIST_SPEECH_FORMATS,
    },
    embedded: {
      temporal: env.TEMPORAL_ADDRESS === undefined,
      objectStore: env.DIARIST_S3_ENDPOINT === undefined ? { port: env.DIARIST_S3_PORT } : undefined,
      jobStore: env.DIARIST_DYNAMODB_ENDPOINT === undefined ? { port: env.DIARIST_DYNAMODB_PORT } : undefined,
      speech: env.DIARIST_SPEECH_BASE_URL === undefined ? { port: env.DIARIST_SPEECH_PORT } : undefined,
    },
  };
}

/** Under `npm start` clients are on this machine, as the embedded server is. */
function clientsObjectStoreOf(env: Environment): Config["clientsObjectStore"] {
  const { DIARIST_S3_PUBLIC_ENDPOINT: given, DIARIST_S3_ENDPOINT: own } = env;
  if (given !== undefined) return { endpoint: urlOf(given) };
  const isLocal = own !== undefined && own !== AMAZON && isLoopback(new URL(own).hostname);
  return isLocal && isLoopback(env.DIARIST_HOST) ? { endpoint: own } : undefined;
}

function urlOf(value: string | undefined): string | undefined {
  return value === AMAZON ? undefined : value;
}
