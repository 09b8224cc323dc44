import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

/*
 * The configuration: every environment variable that Diarist reads, its default and its meaning. Only this file reads
 * process.env; only entry points call it. An empty variable counts as unset.
 *
 * `npm start` runs an embedded service for each of TEMPORAL_ADDRESS, DIARIST_S3_ENDPOINT, DIARIST_DYNAMODB_ENDPOINT and
 * DIARIST_SPEECH_BASE_URL that is unset, and hands its address to the other processes through that very variable.
 */

/** What `npm start` is told instead of a URL, where Amazon's own service is meant. */
const AMAZON = "aws";

const port = z.coerce.number().int().min(1).max(65_535);
const positive = z.coerce.number().positive();
const count = z.coerce.number().int().min(1);
const endpoint = z.union([z.literal(AMAZON), z.url()]);

const environmentSchema = z.object({
  // Where things are.
  DIARIST_HOME: z.string().default(join(homedir(), ".diarist")),
  DIARIST_HOST: z.string().default("127.0.0.1"),
  PORT: port.default(8000),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),

  // Temporal.
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default("default"),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.stringbool().optional(),
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: port.default(8233),

  // The object store and the job store. Credentials are the AWS SDK's own variables.
  DIARIST_S3_ENDPOINT: endpoint.optional(),
  DIARIST_S3_PORT: port.default(7070),
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
  DIARIST_TRANSCRIPTION_SLOTS: count.default(2),

  // Language: unset means the built-in extractive writer.
  DIARIST_LANGUAGE_BASE_URL: z.url().optional(),
  DIARIST_LANGUAGE_API_KEY: z.string().optional(),
  DIARIST_LANGUAGE_MODEL: z.string().optional(),

  // Limits and cutting.
  DIARIST_MAX_UPLOAD_BYTES: count.default(8 * 1024 ** 3),
  DIARIST_MAX_AUDIO_SECONDS: positive.default(24 * 3600),
  DIARIST_CHUNK_SECONDS: positive.default(300),
  DIARIST_CHUNK_WINDOW_SECONDS: positive.default(20),
  DIARIST_FFMPEG: z.string().default("ffmpeg"),
});

export type Environment = z.infer<typeof environmentSchema>;

/** The name of every variable that is read. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environmentSchema.shape);

export interface Config {
  /** Folder of all data, absolute. */
  home: string;
  logLevel: Environment["LOG_LEVEL"];
  gateway: { host: string; port: number; maxUploadBytes: number };
  temporal: {
    /** Undefined: run the embedded one on `port`. */
    address: string | undefined;
    namespace: string;
    apiKey: string | undefined;
    tls: boolean;
    port: number;
    uiPort: number;
  };
  /** `endpoint` undefined: Amazon's own, except under `npm start`, which then runs an embedded server on `port`. */
  objectStore: { endpoint: string | undefined; region: string; bucket: string };
  jobStore: { endpoint: string | undefined; region: string; table: string };
  speech: { baseUrl: string | undefined; apiKey: string | undefined; model: string; slots: number };
  /** Undefined: the built-in extractive writer. */
  language: { baseUrl: string | undefined; apiKey: string | undefined; model: string } | undefined;
  media: { ffmpeg: string; maxAudioSeconds: number; chunkSeconds: number; chunkWindowSeconds: number };
  /** Which services `npm start` runs itself, and where. */
  embedded: {
    temporal: boolean;
    objectStore: { port: number } | undefined;
    jobStore: { port: number } | undefined;
    speech: { port: number } | undefined;
  };
}

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** How every client and worker reaches Temporal: the configured server, or the embedded one. */
export function temporalConnection({ address, port, tls, apiKey }: Config["temporal"]) {
  return {
    address: address ?? `127.0.0.1:${port}`,
    tls,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** Checks the environment and gives the configuration; throws ConfigError naming each bad variable. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== "" && value !== undefined),
  );
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join("\n")}`);
  }
  return toConfig(parsed.data);
}

function toConfig(env: Environment): Config {
  return {
    home: resolve(env.DIARIST_HOME),
    logLevel: env.LOG_LEVEL,
    gateway: { host: env.DIARIST_HOST, port: env.PORT, maxUploadBytes: env.DIARIST_MAX_UPLOAD_BYTES },
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY,
      tls: env.TEMPORAL_TLS ?? env.TEMPORAL_API_KEY !== undefined,
      port: env.TEMPORAL_PORT,
      uiPort: env.TEMPORAL_UI_PORT,
    },
    objectStore: {
      endpoint: urlOf(env.DIARIST_S3_ENDPOINT),
      region: env.AWS_REGION,
      bucket: env.DIARIST_S3_BUCKET,
    },
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
    },
    embedded: {
      temporal: env.TEMPORAL_ADDRESS === undefined,
      objectStore: env.DIARIST_S3_ENDPOINT === undefined ? { port: env.DIARIST_S3_PORT } : undefined,
      jobStore: env.DIARIST_DYNAMODB_ENDPOINT === undefined ? { port: env.DIARIST_DYNAMODB_PORT } : undefined,
      speech: env.DIARIST_SPEECH_BASE_URL === undefined ? { port: env.DIARIST_SPEECH_PORT } : undefined,
    },
  };
}

function urlOf(value: string | undefined): string | undefined {
  return value === AMAZON ? undefined : value;
}

function languageOf(env: Environment): Config["language"] {
  const baseUrl = env.DIARIST_LANGUAGE_BASE_URL;
  const apiKey = env.DIARIST_LANGUAGE_API_KEY;
  const model = env.DIARIST_LANGUAGE_MODEL;
  if (baseUrl === undefined && apiKey === undefined && model === undefined) return undefined;
  if (model === undefined)
    throw new ConfigError("The configuration is not valid:\n  DIARIST_LANGUAGE_MODEL: name the model to use");
  if (baseUrl === undefined && apiKey === undefined)
    throw new ConfigError(
      "The configuration is not valid:\n  DIARIST_LANGUAGE_API_KEY: a model is named, but neither key nor base URL",
    );
  return { baseUrl, apiKey, model };
}
